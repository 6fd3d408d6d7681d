import type { VersionState } from '../functions/function-version.js';
import { LambdaError } from '../lambda-error.js';

/** Refuses a version that was never got ready. */
export function checkInvocable(state: VersionState['name']): void {
  if (state === 'Active') return;
  throw new LambdaError(
    'ResourceConflictException',
    `The operation cannot be performed at this time. The function is currently in the following state: ${state}`,
  );
}
