export type {
  FinishedInvocation,
  InvocationOutcome,
  InvocationReport,
  InvocationRequest,
  Invocations,
  Preparation,
  RefusedInvocation,
} from './invocation.js';
