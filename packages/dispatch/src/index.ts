export { DispatchedInvocations } from './dispatched-invocations.js';
export type {
  FinishedInvocation,
  InvocationOutcome,
  InvocationReport,
  InvocationRequest,
  Invocations,
  Preparation,
  RefusedInvocation,
  ResponseSink,
} from './invocation.js';
export { LeasedInvocations } from './leased-invocations.js';
export { type PlaceableWorker, type Placement, placement } from './placement.js';
export type { Provision, Provisioning } from './provisioning.js';
export { WorkerConnection, WorkerLostError, WorkerUnreachableError } from './worker-connection.js';
export { WorkerServer, type WorkerServerOptions } from './worker-server.js';
