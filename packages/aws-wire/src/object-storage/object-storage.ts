import type { Caller } from '../identity.js';

/** What makes a service one that is signed, addressed and streamed to as S3 is. */
export interface ObjectStorage<Principal extends Caller = Caller> {
  /** Whom the authoriser is asked about when nobody signed: a bucket's policy may allow everybody. */
  readonly anonymous: Principal;
  /** Host and port under which clients reach this endpoint: `<bucket>.<public host>` is a bucket's own. */
  readonly publicHost: string;
  /** Of requests that nobody signed. */
  readonly region: string;
}
