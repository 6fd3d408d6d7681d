/** A refusal in AWS's own vocabulary. What status it has on the wire is not known here. */
export class LambdaError extends Error {
  override readonly name = 'LambdaError';
  /** `members` become properties: the error's own members besides its message, such as `Reason`. */
  constructor(
    readonly code: LambdaErrorCode,
    message: string,
    members: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    Object.assign(this, members);
  }
}

export type LambdaErrorCode =
  | 'AccessDeniedException'
  | 'CodeStorageExceededException'
  | 'InvalidParameterValueException'
  | 'InvalidRequestContentException'
  | 'InvalidRuntimeException'
  | 'InvalidZipFileException'
  | 'PolicyLengthExceededException'
  | 'PreconditionFailedException'
  | 'RequestEntityTooLargeException'
  | 'RequestTooLargeException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'ResourceNotReadyException'
  | 'ServiceException'
  | 'TooManyRequestsException'
  | 'ValidationException';
