import type { FinishedInvocation, InvocationRequest } from '@hearth/dispatch';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { echo } from '../../kit/scripted-invocations.js';
import { deployed, roleFor } from '../deployment.js';
import { recordedAnswers } from './recordings.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

const name = 'invoked';

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  await deployed(api, await roleFor(api, 'execution'), name);
});
afterAll(() => api?.stop());
afterEach(() => {
  api.invocations.outcome = echo;
});

const unreadable = (latin1: string) => () => ({ input: { FunctionName: name, Payload: Buffer.from(latin1, 'latin1') } });

reproduceErrors('invoke', () => api, {
  'Invoke/invoke_function_invalid_payload_body': unreadable('n\x87r\x9e\xe9\xb5\xd7I\xee\x9bmt'),
  'Invoke/invoke_function_invalid_payload_message': unreadable('\x99\xeb,j\x07\xa1zYh'),
  'Invoke/invoke_function_name_pattern_exc': () => ({
    input: { FunctionName: 'arn:aws:lambda:us-east-1:123400000000@function:myfn', Payload: '{}' },
  }),
  'Invoke/invocation_exc_not_existent': () => ({
    input: { FunctionName: name, Qualifier: 'non-existent-alias', Payload: '{}' },
    values: { 'function-name': name },
  }),
  'Invoke/invoke_function_doesnotexist#2': () => ({ input: { FunctionName: 'doesnotexist' } }),
  'Invoke/wrong_region_exception': () => ({
    input: { FunctionName: `arn:aws:lambda:eu-west-1:111111111111:function:${name}` },
    values: { 'wrong-region': 'eu-west-1' },
  }),
  'Invoke/invoke_latest_first_exc': () => {
    api.invocations.outcome = () => ({
      kind: 'refused',
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      throttle: { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', switchedOff: true },
    });
    return { input: { FunctionName: name, Qualifier: '$LATEST', Payload: '{"hello":"world"}' } };
  },
});

/** A function that ends as the recorded one did. */
const ending = (id: string, input: object, changes: Partial<FinishedInvocation> = {}) => ({
  [`Invoke/${id}`]: () => {
    const { Payload } = recordedAnswers.find((recorded) => recorded.id === `Invoke/${id}`)!.answer as { Payload: unknown };
    api.invocations.outcome = (request: InvocationRequest) => ({
      ...(echo(request) as FinishedInvocation),
      payload: Buffer.from(JSON.stringify(Payload)),
      ...changes,
    });
    return { input: { FunctionName: name, ...input } };
  },
});
const unhandled = { functionError: 'Unhandled' } as const;

reproduceAnswers('invoke', () => api, {
  ...ending('invoke_result', { Payload: '{}', LogType: 'Tail' }, unhandled),
  ...ending('invoke-result', { Payload: '{"wait":2}' }, unhandled),
  ...ending('invoke', { Payload: '{}', LogType: 'Tail' }),
  ...ending('first_invoke_result', {}),
  ...ending('invoke-result#2', { Payload: '{}', InvocationType: 'Event' }),
});
