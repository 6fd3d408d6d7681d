import { ServiceException, type ServiceExceptionOptions } from '@smithy/core/client';

/** What every refusal of a Hearth operation is an instance of. */
export class HearthServiceException extends ServiceException {
  static override readonly shapeId: string = 'smithy.ts.sdk.synthetic.com.amazonaws.hearth#HearthServiceException';

  constructor(options: ServiceExceptionOptions) {
    super(options);
    Object.setPrototypeOf(this, new.target.prototype);
  }
}
