import type {
  InvocationOutcome,
  InvocationRequest,
  Invocations,
  Preparation,
  Provision,
  Provisioning,
  ResponseSink,
} from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';

/** Stands in for the workers where a test is about the API alone: echoes payloads, and prepares when it is told to. */
export class ScriptedInvocations implements Invocations, Provisioning {
  readonly invoked: InvocationRequest[] = [];
  /** As workers do, one that is given a sink must leave nothing of the answer for the outcome but an error. */
  outcome: (request: InvocationRequest, sink?: ResponseSink) => InvocationOutcome | Promise<InvocationOutcome> = echo;
  preparation: (target: ExecutableVersion) => Promise<Preparation> = async () => ({ kind: 'ready' });

  provision: (target: ExecutableVersion, environments: number) => Provision = (_target, ready) => ({
    ready,
    failed: false,
    full: false,
  });

  async keep(target: ExecutableVersion, environments: number): Promise<Provision> {
    return this.provision(target, environments);
  }

  prepare(target: ExecutableVersion): Promise<Preparation> {
    return this.preparation(target);
  }

  async invoke(request: InvocationRequest, sink?: ResponseSink): Promise<InvocationOutcome> {
    this.invoked.push(request);
    return this.outcome(request, sink);
  }
}

export function echo({ requestId, payload, target }: InvocationRequest): InvocationOutcome {
  return {
    kind: 'finished',
    payload,
    logTail: `START RequestId: ${requestId} Version: ${target.version}\nEND RequestId: ${requestId}\n`,
    report: { durationMilliseconds: 1.5, billedMilliseconds: 2, maxMemoryUsedMegabytes: 40 },
  };
}
