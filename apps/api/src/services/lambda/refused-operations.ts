import type { LambdaGroup } from './lambda-handlers.js';

const durable = 'Hearth does not have durable executions yet';
const capacity = "Hearth does not have capacity providers: functions run on Hearth's own workers";

/** Operations that are refused for as long as what they are about does not exist here, with the reason that callers are told. */
const refusedOperations = {
  CheckpointDurableExecution: durable,
  GetDurableExecution: durable,
  GetDurableExecutionHistory: durable,
  GetDurableExecutionState: durable,
  ListDurableExecutionsByFunction: durable,
  SendDurableExecutionCallbackFailure: durable,
  SendDurableExecutionCallbackHeartbeat: durable,
  SendDurableExecutionCallbackSuccess: durable,
  StopDurableExecution: durable,
  CreateCapacityProvider: capacity,
  DeleteCapacityProvider: capacity,
  GetCapacityProvider: capacity,
  ListCapacityProviders: capacity,
  ListFunctionVersionsByCapacityProvider: capacity,
  UpdateCapacityProvider: capacity,
} as const;

type Refused = keyof typeof refusedOperations;

/** Refuses after the caller was found to be allowed and the input to be well-formed. No AWS SDK tries a 501 again. */
export function refusedHandlers(): LambdaGroup<Refused> {
  const refusals = Object.entries(refusedOperations).map(([operation, reason]) => [
    operation,
    () => {
      throw new RefusedOperation(`${reason}. ${operation} is not implemented.`);
    },
  ]);
  return Object.fromEntries(refusals) as LambdaGroup<Refused>;
}

class RefusedOperation extends Error {
  readonly code = 'NotImplementedException';
}
