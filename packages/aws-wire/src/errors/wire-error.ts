import type { SharedErrorCode } from './shared-errors.js';

/** What the wire itself refuses a request with. */
export class WireError extends Error {
  override readonly name = 'WireError';

  constructor(
    readonly code: SharedErrorCode,
    message: string,
  ) {
    super(message);
  }
}
