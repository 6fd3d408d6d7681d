import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Call } from '@hearth/aws-wire';
import type { InvocationOutcome, InvocationRequest, Invocations } from '@hearth/dispatch';
import type { Principal } from '@hearth/iam';
import {
  checkInvocable,
  checkPayload,
  type EventIntake,
  type FunctionResolver,
  functionArn,
  type InvocationType,
  LambdaError,
  latestVersion,
  notFound,
  pickRoute,
  readClientContext,
} from '@hearth/lambda';
import type { InvocationMetrics } from '@hearth/telemetry';
import type { LambdaGroup } from './lambda-handlers.js';
import { referenceOf } from './reference-of.js';

/** Of the warm path: what is resolved here comes from memory, and nothing of the payload is looked at but whether it is JSON. */
export function invokeHandlers(
  resolver: FunctionResolver,
  invocations: Pick<Invocations, 'invoke'>,
  events: EventIntake,
  metrics: Pick<InvocationMetrics, 'recordThrottle'>,
): LambdaGroup<'Invoke'> {
  return {
    async Invoke(input, call) {
      const type: InvocationType = input.InvocationType ?? 'RequestResponse';
      const reference = referenceOf(input, call);
      const { scope, name, qualifier } = reference;
      const found = await resolver.resolve(scope, name, qualifier);
      if (!found) throw notFound({ ...reference, qualifier: qualifier ?? latestVersion });
      const { state, target } = pickRoute(found, Math.random());
      if (type === 'DryRun') return { StatusCode: 204 };
      checkInvocable(state);
      const caller = {
        invokedFunctionArn: functionArn(scope, name, qualifier),
        payload: checkPayload(input.Payload, type),
        ...(input.ClientContext && { clientContext: readClientContext(input.ClientContext) }),
        ...traceOf(call),
      };
      if (type === 'Event') {
        await events.accept({
          id: call.requestId,
          ...scope,
          functionId: found.functionId,
          functionName: name,
          qualifier,
          ...caller,
        });
        return { StatusCode: 202 };
      }
      const outcome = await run(invocations, { requestId: call.requestId, target, ...caller });
      if (outcome.kind === 'finished') return present(outcome, target.version, input.LogType === 'Tail');
      if (outcome.code !== 'TooManyRequestsException') throw new LambdaError(outcome.code, outcome.message);
      metrics.recordThrottle({
        ...scope,
        functionId: found.functionId,
        functionName: name,
        ...(qualifier !== undefined && { qualifier }),
      });
      throw new LambdaError(outcome.code, 'Rate Exceeded.', { Reason: 'ConcurrentInvocationLimitExceeded' });
    },
  };
}

async function run(invocations: Pick<Invocations, 'invoke'>, request: InvocationRequest): Promise<InvocationOutcome> {
  try {
    return await invocations.invoke(request);
  } catch (cause) {
    const message = 'The worker that ran the invocation was lost before it could answer.';
    throw Object.assign(new LambdaError('ServiceException', message), { cause });
  }
}

function present(
  outcome: Extract<InvocationOutcome, { kind: 'finished' }>,
  executedVersion: string,
  withTail: boolean,
): Omit<InvokeCommandOutput, '$metadata'> {
  return {
    StatusCode: 200,
    ExecutedVersion: executedVersion,
    // The SDK's type asks for its own subclass; on the way out any bytes will do.
    Payload: outcome.payload as NonNullable<InvokeCommandOutput['Payload']>,
    ...(outcome.functionError && { FunctionError: outcome.functionError }),
    ...(withTail && { LogResult: Buffer.from(outcome.logTail).toString('base64') }),
  };
}

function traceOf({ headers }: Call<Principal>): { traceHeader?: string } {
  const trace = headers['x-amzn-trace-id'];
  return typeof trace === 'string' ? { traceHeader: trace } : {};
}
