import type { ExecutableVersion } from '@hearth/lambda';

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Issues what an execution environment signs its own calls with. */
export interface RoleCredentials {
  /** Rejects when the version's role is gone or does not trust Lambda on behalf of this function. */
  credentialsFor(target: ExecutableVersion): Promise<TemporaryCredentials>;
}
