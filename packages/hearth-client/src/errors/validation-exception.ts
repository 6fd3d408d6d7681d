import type { ExceptionOptionType } from '@smithy/core/client';
import { HearthServiceException } from './hearth-service-exception.js';

/** The call asks for something that cannot be. */
export class ValidationException extends HearthServiceException {
  static override readonly shapeId: string = 'com.amazonaws.hearth#ValidationException';
  override readonly name = 'ValidationException';
  override readonly $fault = 'client';

  constructor(options: ExceptionOptionType<ValidationException, HearthServiceException>) {
    super({ name: 'ValidationException', $fault: 'client', ...options });
  }
}
