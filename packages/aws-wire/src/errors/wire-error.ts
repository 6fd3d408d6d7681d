import type { ObjectStorageErrorCode } from './object-storage-errors.js';
import type { SharedErrorCode } from './shared-errors.js';

/** What the wire itself refuses a request with. */
export class WireError extends Error {
  override readonly name = 'WireError';

  constructor(
    readonly code: SharedErrorCode | ObjectStorageErrorCode,
    message: string,
    /** Further elements of an XML error, by name. */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
