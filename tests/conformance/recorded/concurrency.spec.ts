import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetProvisionedConcurrencyConfigCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, otherZip, roleFor, updated } from '../deployment.js';
import { eventually } from '../eventually.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

const bare = 'without-concurrency';
const onVersion = 'provisioned-version';
const onAlias = 'provisioned-alias';
const reserved = 'reserved';
const moving = 'moving-alias';
const failing = 'failing-init';
const alias = 'live';
const functions = [bare, onVersion, onAlias, reserved, moving, failing];
const accountLimit = 1000;

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  api.invocations.provision = ({ functionName }, ready) => {
    if (functionName === failing) return { ready: 0, failed: true, full: false };
    return { ready: functionName === onVersion ? 0 : ready, failed: false, full: false };
  };
  const role = await roleFor(api, 'execution');
  for (const name of functions) {
    await deployed(api, role, name);
    await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: alias, FunctionVersion: '1' }));
  }
  await provision(onVersion, '1', 2);
  await provision(onAlias, alias, 1);
  await reserve(reserved, 2);
  await publishAnother(reserved);
  await provision(reserved, '1', 2);
}, 120_000);
afterAll(() => api?.stop());

const reserve = (FunctionName: string, ReservedConcurrentExecutions: number) =>
  api.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

const provision = (FunctionName: string, Qualifier: string, ProvisionedConcurrentExecutions: number) =>
  api.lambda.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier, ProvisionedConcurrentExecutions }));

async function publishAnother(name: string): Promise<void> {
  await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await otherZip() }));
  await updated(api.lambda, name);
  await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
}

const settled = (FunctionName: string, Qualifier: string, wanted: string) =>
  eventually(async () => {
    const { Status } = await api.lambda.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier }));
    return Status === wanted || undefined;
  });

const of = (name: string, input: object = {}) => ({
  input: { FunctionName: name, ...input },
  values: { 'function-name': name, 'alias-name': alias, min_unreserved_concurrency: '100' },
});

const provisioned = (name: string, Qualifier: string, ProvisionedConcurrentExecutions = 1) =>
  of(name, { Qualifier, ProvisionedConcurrentExecutions });

reproduceErrors('concurrency', () => api, {
  'DeleteProvisionedConcurrencyConfig/delete_provisioned_latest': () => of(bare, { Qualifier: '$LATEST' }),
  'DeleteProvisionedConcurrencyConfig/delete_provisioned_qualifier_doesnotexist': () => of(bare, { Qualifier: 'noalias' }),
  'DeleteProvisionedConcurrencyConfig/delete_provisioned_version_doesnotexist': () => of(bare, { Qualifier: '10' }),
  'DeleteProvisionedConcurrencyConfig/delete_provisioned_functionname_doesnotexist': () => of('doesnotexist', { Qualifier: '1' }),
  'GetFunctionConcurrency/not_found_exception': () => ({
    input: { FunctionName: 'nothing' },
    values: { 'nonexisting-fn-name': 'nothing' },
  }),
  'GetFunctionConcurrency/wrong_region_exception': () => ({
    input: { FunctionName: `arn:aws:lambda:eu-west-1:111111111111:function:${bare}` },
    values: { 'wrong-region': 'eu-west-1' },
  }),
  'GetProvisionedConcurrencyConfig/get_provisioned_latest': () => of(bare, { Qualifier: '$LATEST' }),
  'GetProvisionedConcurrencyConfig/get_provisioned_config_doesnotexist': () => of(bare, { Qualifier: '1' }),
  'GetProvisionedConcurrencyConfig/get_provisioned_alias_postaliasdelete': async () => {
    await api.lambda.send(new CreateAliasCommand({ FunctionName: bare, Name: 'short-lived', FunctionVersion: '1' }));
    await provision(bare, 'short-lived', 1);
    await api.lambda.send(new DeleteAliasCommand({ FunctionName: bare, Name: 'short-lived' }));
    return { ...of(bare, { Qualifier: 'short-lived' }), values: { 'function-name': bare, 'alias-name': 'short-lived' } };
  },
  'GetProvisionedConcurrencyConfig/get_provisioned_qualifier_doesnotexist': () => of(bare, { Qualifier: 'noalias' }),
  'GetProvisionedConcurrencyConfig/get_provisioned_functionname_doesnotexist': () => of('doesnotexist', { Qualifier: 'noalias' }),
  'GetProvisionedConcurrencyConfig/get_provisioned_version_doesnotexist': () => of(bare, { Qualifier: '10' }),
  'ListProvisionedConcurrencyConfigs/list_provisioned_functionname_doesnotexist': () => of('doesnotexist'),
  'PutFunctionConcurrency/reserved_lower_than_provisioned_exc': () => of(onVersion, { ReservedConcurrentExecutions: 1 }),
  'PutFunctionConcurrency/put_function_concurrency_account_limit_exceeded': () =>
    of(bare, { ReservedConcurrentExecutions: accountLimit + 1 }),
  'PutFunctionConcurrency/put_function_concurrency_with_qualified_arn': () =>
    of(`arn:aws:lambda:us-east-1:111111111111:function:${bare}:$LATEST`, { ReservedConcurrentExecutions: 0 }),
  'PutFunctionConcurrency/put_function_concurrency_with_function_name_doesnotexist': () =>
    of('doesnotexist', { ReservedConcurrentExecutions: 1 }),
  'PutProvisionedConcurrencyConfig/put_provisioned_latest': () => provisioned(bare, '$LATEST'),
  'PutProvisionedConcurrencyConfig/reserved_equals_provisioned_another_provisioned_exc': () => provisioned(reserved, '2'),
  'PutProvisionedConcurrencyConfig/put_provisioned_concurrency_below_unreserved_min_value': async () =>
    provisioned(bare, '1', await unreserved()),
  'PutProvisionedConcurrencyConfig/put_provisioned_concurrency_account_limit_exceeded': async () => {
    const left = await unreserved();
    return { ...provisioned(bare, '1', accountLimit + 1), values: { unreserved_concurrency: String(left) } };
  },
  'PutProvisionedConcurrencyConfig/put_provisioned_invalid_param_0': () => provisioned(bare, '1', 0),
  'PutProvisionedConcurrencyConfig/put_provisioned_qualifier_doesnotexist': () => provisioned(bare, 'doesnotexist'),
  'PutProvisionedConcurrencyConfig/put_provisioned_functionname_doesnotexist_alias': () => provisioned('doesnotexist', 'noalias'),
  'PutProvisionedConcurrencyConfig/put_provisioned_version_doesnotexist': () => provisioned(bare, '10'),
  'PutProvisionedConcurrencyConfig/put_provisioned_functionname_doesnotexist_version': () => provisioned('doesnotexist', '1'),
  'PutProvisionedConcurrencyConfig/put_provisioned_on_alias_versionconflict': () => provisioned(onVersion, alias),
  'PutProvisionedConcurrencyConfig/put_provisioned_on_version_conflict': () => provisioned(onAlias, '1'),
});

async function unreserved(): Promise<number> {
  const { AccountLimit } = await api.lambda.send(new GetAccountSettingsCommand({}));
  return AccountLimit!.UnreservedConcurrentExecutions!;
}

reproduceAnswers('concurrency', () => api, {
  'DeleteFunctionConcurrency/delete_response': () => of(bare),
  'DeleteProvisionedConcurrencyConfig/delete_provisioned_config_doesnotexist': () => of(bare, { Qualifier: '1' }),
  'GetFunctionConcurrency/get_function_concurrency': async () => {
    await reserve(bare, 1);
    return of(bare);
  },
  'GetFunctionConcurrency/get_function_concurrency_after_delete': async () => {
    await reserve(bare, 1);
    await api.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: bare }));
    return of(bare);
  },
  'GetProvisionedConcurrencyConfig/get_provisioned_postwait': async () => {
    await provision(failing, '1', 1);
    await settled(failing, '1', 'FAILED');
    return of(failing, { Qualifier: '1' });
  },
  'GetProvisionedConcurrencyConfig/get_provisioned_config_after_alias_move': async () => {
    await provision(moving, alias, 1);
    await settled(moving, alias, 'READY');
    const { provision: before } = api.invocations;
    api.invocations.provision = (target, ready) => ({ ...before(target, ready), ready: target.version === '2' ? 0 : ready });
    await publishAnother(moving);
    await api.lambda.send(new UpdateAliasCommand({ FunctionName: moving, Name: alias, FunctionVersion: '2' }));
    return of(moving, { Qualifier: alias });
  },
  'ListProvisionedConcurrencyConfigs/list_provisioned_noconfigs': () => of(bare),
  'PutFunctionConcurrency/put_function_concurrency_with_reserved_0': () => of(bare, { ReservedConcurrentExecutions: 0 }),
  'PutProvisionedConcurrencyConfig/put_provisioned_on_version': async () => {
    await api.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: bare }));
    return provisioned(bare, '1');
  },
});

test('a reservation is shown with its function, and what is promised is missing from what is left to others', async () => {
  await reserve(bare, 3);
  const before = await unreserved();
  const { Concurrency } = await api.lambda.send(new GetFunctionCommand({ FunctionName: bare }));
  await reserve(bare, 13);
  expect([Concurrency, before - (await unreserved())]).toEqual([{ ReservedConcurrentExecutions: 3 }, 10]);
});
