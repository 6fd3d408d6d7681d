import type { FunctionConfiguration } from '@aws-sdk/client-lambda';

/** Whether a function can be invoked and how its last update went, with Lambda's reasons. */
export interface FunctionState {
  readonly state: string;
  readonly stateReason?: string;
  readonly lastUpdateStatus: string;
  readonly lastUpdateReason?: string;
}

export function functionState(configuration: FunctionConfiguration): FunctionState {
  return {
    state: configuration.State ?? 'Active',
    ...(configuration.StateReason && { stateReason: configuration.StateReason }),
    lastUpdateStatus: configuration.LastUpdateStatus ?? 'Successful',
    ...(configuration.LastUpdateStatusReason && { lastUpdateReason: configuration.LastUpdateStatusReason }),
  };
}

/** States that end by themselves: worth asking again soon. */
export function isSettling({ state, lastUpdateStatus }: FunctionState): boolean {
  return state === 'Pending' || lastUpdateStatus === 'InProgress';
}
