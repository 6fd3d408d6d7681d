import { LambdaError } from '../lambda-error.js';
import type { FunctionVersion, LastUpdate, VersionState } from './function-version.js';

/** AWS shows the same reason for a first preparation and for an update. */
const creating = { reasonCode: 'Creating', reason: 'The function is being created.' } as const;

export const pending: VersionState = { name: 'Pending', ...creating };
export const active: VersionState = { name: 'Active' };
export const inProgress: LastUpdate = { status: 'InProgress', ...creating };
export const successful: LastUpdate = { status: 'Successful' };

const afterPreparing: Record<VersionState['name'], Record<'prepared' | 'unusable', VersionState['name']>> = {
  Pending: { prepared: 'Active', unusable: 'Failed' },
  // An update that fails leaves what ran before it running.
  Active: { prepared: 'Active', unusable: 'Active' },
  Failed: { prepared: 'Active', unusable: 'Failed' },
};

export interface Unusable {
  readonly reasonCode: string;
  readonly reason: string;
}

/** What a version's life says once it was prepared, or was found to be unusable. */
export function settled(
  version: Pick<FunctionVersion, 'state'>,
  unusable?: Unusable,
): Pick<FunctionVersion, 'state' | 'lastUpdate'> {
  const name = afterPreparing[version.state.name][unusable ? 'unusable' : 'prepared'];
  return {
    state: unusable && name === 'Failed' ? { name, ...unusable } : { name },
    lastUpdate: unusable ? { status: 'Failed', ...unusable } : successful,
  };
}

/** Refuses a change or a publication while another is under way. */
export function checkChangeable({ state, lastUpdate }: FunctionVersion, arn: string): void {
  const cannot = 'The operation cannot be performed at this time.';
  if (state.name === 'Pending') {
    throw new LambdaError('ResourceConflictException', `${cannot} The function is currently in the following state: Pending`);
  }
  if (lastUpdate.status === 'InProgress') {
    throw new LambdaError('ResourceConflictException', `${cannot} An update is in progress for resource: ${arn}`);
  }
}

/** Refuses a change that was made in the belief of another revision. */
export function checkRevision(current: { readonly revisionId: string }, given: string | undefined): void {
  if (given !== undefined && given !== current.revisionId) throw revisionMismatch();
}

export function revisionMismatch(): LambdaError {
  return new LambdaError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
}
