/** A refusal in CloudWatch's own vocabulary. */
export class CloudWatchError extends Error {
  constructor(
    readonly code: 'InvalidParameterCombinationException' | 'InvalidParameterValueException' | 'ValidationException',
    message: string,
  ) {
    super(message);
    this.name = code;
  }
}
