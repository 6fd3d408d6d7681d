import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from './checksum.js';
import { Crc32c } from './crc-32c.js';
import { Crc64Nvme } from './crc-64-nvme.js';

/** Grows with the bytes it is shown; asked for its result once, at their end. */
export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

const digests: Readonly<Record<ChecksumAlgorithm, () => Digest>> = {
  CRC32: () => new Crc32(),
  CRC32C: () => new Crc32c(),
  CRC64NVME: () => new Crc64Nvme(),
  SHA1: () => createHash('sha1'),
  SHA256: () => createHash('sha256'),
};

export const digestFor = (algorithm: ChecksumAlgorithm): Digest => digests[algorithm]();

class Crc32 implements Digest {
  private crc = 0;

  update(bytes: Uint8Array): void {
    this.crc = crc32(bytes, this.crc);
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.crc);
    return bytes;
  }
}
