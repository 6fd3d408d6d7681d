import * as lambda from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../kit/running-api.js';
import { deployed, roleFor } from './deployment.js';
import { refusal } from './refusal.js';

const name = 'named';
const arn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:${name}`;

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  await deployed(api, await roleFor(api, 'execution'), name);
  await api.lambda.send(new lambda.PublishVersionCommand({ FunctionName: name }));
  await api.lambda.send(new lambda.CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }));
});
afterAll(() => api?.stop());

/** Operations that name a function, with what else they need; all can be repeated. */
const operations: Readonly<Record<string, object>> = {
  GetFunction: {},
  GetFunctionConfiguration: {},
  GetRuntimeManagementConfig: {},
  PutRuntimeManagementConfig: { UpdateRuntimeOn: 'Auto' },
  GetFunctionRecursionConfig: {},
  PutFunctionRecursionConfig: { RecursiveLoop: 'Allow' },
  GetFunctionConcurrency: {},
  ListVersionsByFunction: {},
  ListAliases: {},
  GetAlias: { Name: 'live' },
  UpdateAlias: { Name: 'live' },
  PublishVersion: {},
  Invoke: { InvocationType: 'DryRun' },
};
/** Operations that take a version or an alias within the name. */
const qualified = ['GetFunction', 'GetFunctionConfiguration', 'Invoke'];

type AnyCommand = new (input: object) => Parameters<lambda.LambdaClient['send']>[0];
const send = (operation: string, input: object) => {
  const Command = (lambda as unknown as Record<string, AnyCommand>)[`${operation}Command`]!;
  return api.lambda.send(new Command(input)) as Promise<unknown>;
};

describe.each(Object.entries(operations))('%s', (operation, input) => {
  it.each([name, `${testAccountId}:${name}`, `${testAccountId}:function:${name}`, `function:${name}`, arn])(
    'knows the function as %s',
    async (FunctionName) => {
      await send(operation, { FunctionName, ...input });
    },
  );

  it('finds no function that is not there, and none of another region', async () => {
    expect(await refusal(send(operation, { FunctionName: 'missing', ...input }))).toMatchObject({
      status: 404,
      code: 'ResourceNotFoundException',
      message: expect.stringMatching(/^Function not found: arn:aws:lambda:us-east-1:111111111111:function:missing(:|$)/),
    });
    const elsewhere = arn.replace(testRegion, 'eu-west-1');
    expect(await refusal(send(operation, { FunctionName: elsewhere, ...input }))).toMatchObject({
      status: 404,
      message: `Functions from 'eu-west-1' are not reachable in this region ('${testRegion}')`,
    });
  });
});

describe.each(qualified)('%s', (operation) => {
  it.each(['$LATEST', '1', 'live'])('takes %s within the name, beside it, and both when they agree', async (qualifier) => {
    const input = operations[operation];
    await send(operation, { FunctionName: `${name}:${qualifier}`, ...input });
    await send(operation, { FunctionName: `${arn}:${qualifier}`, ...input });
    await send(operation, { FunctionName: name, Qualifier: qualifier, ...input });
    await send(operation, { FunctionName: `${arn}:${qualifier}`, Qualifier: qualifier, ...input });
    expect(await refusal(send(operation, { FunctionName: `${arn}:${qualifier}`, Qualifier: '2', ...input }))).toMatchObject({
      status: 400,
      code: 'InvalidParameterValueException',
      message: 'The derived qualifier from the function name does not match the specified qualifier.',
    });
  });
});

it('$LATEST.PUBLISHED leads nowhere in functions without a capacity provider, and removing it removes nothing', async () => {
  const input = { FunctionName: name, Qualifier: '$LATEST.PUBLISHED' };
  expect(await refusal(send('GetFunction', input))).toMatchObject({
    status: 404,
    message: `Function not found: ${arn}:$LATEST.PUBLISHED`,
  });
  await send('DeleteFunction', input);
  await send('GetFunction', { FunctionName: name });
});
