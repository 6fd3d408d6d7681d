/** A refusal of one of Hearth's own operations, by its code in the client's schema. */
export class HearthError extends Error {
  constructor(
    readonly code: 'AccessDeniedException' | 'ThrottlingException' | 'ValidationException',
    message: string,
    /** Sent as `Retry-After`. */
    readonly retryAfterSeconds?: string,
  ) {
    super(message);
    this.name = code;
  }
}
