/** A refusal in AWS's own vocabulary. What status it has on the wire is not known here. */
export class LambdaError extends Error {
  override readonly name = 'LambdaError';
  /**
   * `members` become properties: the error's own members besides its message, such as `Reason`. `Type: null` for the few texts that AWS
   * answers without saying whose fault it is.
   */
  constructor(
    readonly code: LambdaErrorCode,
    message: string,
    members: Readonly<Record<string, string | null>> = {},
  ) {
    super(message);
    Object.assign(this, members);
  }
}

export type LambdaErrorCode =
  | 'AccessDeniedException'
  | 'CodeSigningConfigNotFoundException'
  | 'CodeStorageExceededException'
  | 'CodeVerificationFailedException'
  | 'InvalidParameterValueException'
  | 'InvalidRequestContentException'
  | 'InvalidRuntimeException'
  | 'InvalidZipFileException'
  | 'PolicyLengthExceededException'
  | 'PreconditionFailedException'
  | 'ProvisionedConcurrencyConfigNotFoundException'
  | 'RequestEntityTooLargeException'
  | 'RequestTooLargeException'
  | 'ResourceConflictException'
  | 'ResourceInUseException'
  | 'ResourceNotFoundException'
  | 'ResourceNotReadyException'
  | 'ServiceException'
  | 'TooManyRequestsException'
  | 'ValidationException';
