import type { InvocationOutcome, InvocationRequest, Invocations, Preparation } from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';

/** Stands in for the workers where a test is about the API alone: echoes payloads, and prepares when it is told to. */
export class ScriptedInvocations implements Invocations {
  readonly invoked: InvocationRequest[] = [];
  outcome: (request: InvocationRequest) => InvocationOutcome | Promise<InvocationOutcome> = echo;
  preparation: (target: ExecutableVersion) => Promise<Preparation> = async () => ({ kind: 'ready' });

  prepare(target: ExecutableVersion): Promise<Preparation> {
    return this.preparation(target);
  }

  async invoke(request: InvocationRequest): Promise<InvocationOutcome> {
    this.invoked.push(request);
    return this.outcome(request);
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
