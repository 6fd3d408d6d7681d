/** AWS's own codes: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and each operation's page. */
export type IamErrorCode =
  | 'AccessDeniedException'
  | 'DeleteConflict'
  | 'EntityAlreadyExists'
  | 'InvalidInput'
  | 'LimitExceeded'
  | 'MalformedPolicyDocument'
  | 'NoSuchEntity'
  | 'PackedPolicyTooLarge'
  | 'ValidationException';

/** A refusal of the domain, in AWS's words. */
export class IamError extends Error {
  override readonly name = 'IamError';
  readonly code: IamErrorCode;

  constructor(code: IamErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
