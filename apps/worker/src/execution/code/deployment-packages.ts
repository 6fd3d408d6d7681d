import type { Readable } from 'node:stream';

/** Where deployment packages are kept. */
export interface DeploymentPackages {
  /** The zip file's bytes, which are checked on the way: the stream fails when they are not what the hash says. */
  read(sha256Hex: string): Promise<Readable>;
}
