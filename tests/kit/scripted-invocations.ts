import type { InvocationOutcome, InvocationRequest, Invocations, Preparation } from '@hearth/dispatch';

/** Stands in for the workers where a test is about the API alone: echoes payloads, and prepares when it is told to. */
export class ScriptedInvocations implements Invocations {
  readonly invoked: InvocationRequest[] = [];
  outcome: (request: InvocationRequest) => InvocationOutcome = echo;
  preparation: () => Promise<Preparation> = async () => ({ kind: 'ready' });

  prepare(): Promise<Preparation> {
    return this.preparation();
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
