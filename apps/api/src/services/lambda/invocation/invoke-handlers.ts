import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { FinishedInvocation } from '@hearth/dispatch';
import { checkInvocable, type EventIntake, type InvocationType, type NewEvent } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';
import { referenceOf } from '../reference-of.js';
import { type Asked, calledArn, type FoundFunction, type Invoker } from './invoker.js';
import { readAsked } from './read-asked.js';

/** Of the warm path: what is resolved here comes from memory, and nothing of the payload is looked at but whether it is JSON. */
export function invokeHandlers(invoker: Invoker, events: EventIntake): LambdaGroup<'Invoke' | 'InvokeAsync'> {
  return {
    async Invoke(input, call) {
      const type: InvocationType = input.InvocationType ?? 'RequestResponse';
      const found = await invoker.find(referenceOf(input, call));
      if (type === 'DryRun') return { StatusCode: 204 };
      checkInvocable(found.route.state);
      const asked = readAsked(input, call, type);
      if (type === 'Event') {
        await events.accept(eventOf(found, asked));
        return { StatusCode: 202 };
      }
      return present(await invoker.run(found, asked), found.route.target.version, input.LogType === 'Tail');
    },

    async InvokeAsync(input, call) {
      const found = await invoker.find(referenceOf(input, call));
      checkInvocable(found.route.state);
      const Payload = input.InvokeArgs as Buffer;
      await events.accept(eventOf(found, readAsked({ Payload }, call, 'Event')));
      return { Status: 202 };
    },
  };
}

function eventOf(found: FoundFunction, { requestId, ...asked }: Asked): NewEvent {
  const { scope, name, qualifier } = found.reference;
  return {
    id: requestId,
    ...scope,
    functionId: found.functionId,
    functionName: name,
    qualifier,
    invokedFunctionArn: calledArn(found),
    ...asked,
  };
}

function present(
  outcome: FinishedInvocation,
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
