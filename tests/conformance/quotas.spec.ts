import {
  CreateFunctionCommand,
  GetAccountSettingsCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { HearthClient, ListQuotasCommand, PutQuotaCommand } from '@hearth/hearth-client';
import { type RunningTestApi, runningApi } from '../kit/running-api.js';
import { deployed, echoZip, otherZip, roleFor, simple } from './deployment.js';
import { refusal } from './refusal.js';

let api: RunningTestApi;
let hearth: HearthClient;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  hearth = new HearthClient(api.clientSettings);
  role = await roleFor(api, 'execution');
});
afterAll(async () => {
  hearth?.destroy();
  await api?.stop();
});
afterEach(async () => {
  for (const QuotaName of ['TotalCodeSize', 'CodeSizeZipped', 'CodeSizeUnzipped']) {
    await hearth.send(new PutQuotaCommand({ QuotaName }));
  }
});

const put = (QuotaName: string, Value?: number) =>
  hearth.send(new PutQuotaCommand({ QuotaName, ...(Value !== undefined && { Value }) }));
const settings = async () => {
  const { $metadata, ...answer } = await api.lambda.send(new GetAccountSettingsCommand({}));
  return answer;
};
const create = async (name: string) => api.lambda.send(new CreateFunctionCommand(await simple(role, name)));

it('account settings tell of every limit and of what is used, all versions counted', async () => {
  await deployed(api, role, 'counted');
  await api.lambda.send(new PublishVersionCommand({ FunctionName: 'counted' }));
  expect(await settings()).toEqual({
    AccountLimit: {
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: 1000,
      TotalCodeSize: 322_122_547_200,
      UnreservedConcurrentExecutions: 1000,
    },
    AccountUsage: { FunctionCount: 1, TotalCodeSize: 2 * (await echoZip()).length },
  });
});

it('a quota is put for one account and region, and taken back', async () => {
  expect(await put('ConcurrentExecutions', 2000)).toMatchObject({
    QuotaName: 'ConcurrentExecutions',
    Value: 2000,
    DefaultValue: 1000,
  });
  expect((await settings()).AccountLimit).toMatchObject({ ConcurrentExecutions: 2000, UnreservedConcurrentExecutions: 2000 });
  const elsewhere = new LambdaClient({ ...api.clientSettings, region: 'eu-west-1' });
  expect((await elsewhere.send(new GetAccountSettingsCommand({}))).AccountLimit!.ConcurrentExecutions).toBe(1000);
  elsewhere.destroy();
  await put('ConcurrentExecutions');
  const { Quotas } = await hearth.send(new ListQuotasCommand({}));
  expect(Quotas).toContainEqual({ QuotaName: 'ConcurrentExecutions', Value: 1000, DefaultValue: 1000 });
});

it.each<[string, number]>([
  ['NoSuchQuota', 1],
  ['TotalCodeSize', -1],
  ['TotalCodeSize', 1.5],
])('%s is not put to %d', async (name, value) => {
  expect(await refusal(put(name, value))).toMatchObject({ status: 400, code: 'ValidationException' });
});

describe('code that exceeds what the account may store', () => {
  const exceeded = {
    status: 400,
    code: 'CodeStorageExceededException',
    message: 'Code storage limit exceeded.',
    Type: 'User',
  };

  it('is refused when a function is created, updated and published, and nothing is kept of it', async () => {
    await deployed(api, role, 'full');
    const { TotalCodeSize } = (await settings()).AccountUsage!;
    await put('TotalCodeSize', TotalCodeSize! + 10);
    expect(await refusal(create('one-too-many'))).toEqual(exceeded);
    const update = { FunctionName: 'full', ZipFile: await otherZip() };
    expect(await refusal(api.lambda.send(new UpdateFunctionCodeCommand(update)))).toEqual(exceeded);
    expect(await refusal(api.lambda.send(new PublishVersionCommand({ FunctionName: 'full' })))).toEqual(exceeded);
    expect((await settings()).AccountUsage!.TotalCodeSize).toBe(TotalCodeSize);
    await put('TotalCodeSize');
    await create('one-too-many');
  });

  it('is refused by its size zipped and unzipped', async () => {
    const size = (await echoZip()).length;
    await put('CodeSizeZipped', size - 1);
    expect(await refusal(create('large'))).toMatchObject({
      status: 413,
      message: `Zipped size must be smaller than ${size - 1} bytes`,
    });
    await put('CodeSizeZipped');
    await put('CodeSizeUnzipped', 10);
    expect(await refusal(create('large'))).toMatchObject({ status: 400, message: 'Unzipped size must be smaller than 10 bytes' });
  });
});
