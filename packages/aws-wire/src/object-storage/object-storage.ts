import type { Caller, Credentials } from '../identity.js';

/** What makes a service one that is signed, addressed and streamed to as S3 is. */
export interface ObjectStorage<Principal extends Caller = Caller> {
  /** Whom the authoriser is asked about when nobody signed: a bucket's policy may allow everybody. */
  readonly anonymous: Principal;
  /** Host and port under which clients reach this endpoint: `<bucket>.<public host>` is a bucket's own. */
  readonly publicHost: string;
  /** Of requests that nobody signed. */
  readonly region: string;
  readonly ownLinks?: OwnLinks<Principal>;
}

/** Links that this endpoint presigns itself, to objects in buckets of its own. The key opens nothing else, and only in this way. */
export interface OwnLinks<Principal extends Caller = Caller> {
  readonly credentials: Credentials<Principal>;
  has(bucket: string): boolean;
}
