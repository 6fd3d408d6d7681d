import type { ExceptionOptionType } from '@smithy/core/client';
import { HearthServiceException } from './hearth-service-exception.js';

/** Too many wrong sign-ins: nothing was checked, try again after `retryAfterSeconds`. */
export class ThrottlingException extends HearthServiceException {
  static override readonly shapeId: string = 'com.amazonaws.hearth#ThrottlingException';
  override readonly name = 'ThrottlingException';
  override readonly $fault = 'client';
  readonly retryAfterSeconds?: string | undefined;

  constructor(options: ExceptionOptionType<ThrottlingException, HearthServiceException>) {
    super({ name: 'ThrottlingException', $fault: 'client', ...options });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
