import type { ExceptionOptionType } from '@smithy/core/client';
import { HearthServiceException } from './hearth-service-exception.js';

/** The sign-in is wrong (it never says in which part), or a policy does not allow the call. */
export class AccessDeniedException extends HearthServiceException {
  static override readonly shapeId: string = 'com.amazonaws.hearth#AccessDeniedException';
  override readonly name = 'AccessDeniedException';
  override readonly $fault = 'client';

  constructor(options: ExceptionOptionType<AccessDeniedException, HearthServiceException>) {
    super({ name: 'AccessDeniedException', $fault: 'client', ...options });
  }
}
