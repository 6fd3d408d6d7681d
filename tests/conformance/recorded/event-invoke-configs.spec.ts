import {
  CreateAliasCommand,
  DeleteFunctionEventInvokeConfigCommand,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

const bare = 'without-config';
const configured = 'with-configs';
const other = 'another-function';
const alias = 'eventinvokealias';
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:111111111111:function:${name}`;

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  const role = await roleFor(api, 'execution');
  for (const name of [bare, configured, other]) {
    await deployed(api, role, name);
    await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: alias, FunctionVersion: '1' }));
  }
});
afterAll(() => api?.stop());

const put = (input: Partial<PutFunctionEventInvokeConfigCommandInput>) =>
  api.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: configured, ...input }));

/** The named function in the place of the recorded one. */
const of = (name: string, input: object = {}) => ({ input: { FunctionName: name, ...input }, values: { 'function-name': name } });

/** The same, once exactly this is configured for `$LATEST`. */
const after = async (settings: Partial<PutFunctionEventInvokeConfigCommandInput>, input: object = {}) => {
  await put(settings);
  return of(configured, input);
};

const onSuccess = (arn: string) => ({ DestinationConfig: { OnSuccess: { Destination: arn } } });

reproduceErrors('event-invoke-configs', () => api, {
  'DeleteFunctionEventInvokeConfig/delete_function_not_found': () => of(bare),
  'DeleteFunctionEventInvokeConfig/delete_function_doesnotexist': () => of('doesnotexist'),
  'GetFunctionEventInvokeConfig/wrong_region_exception': () => ({
    input: { FunctionName: arnOf(bare).replace('us-east-1', 'eu-west-1') },
    values: { 'wrong-region': 'eu-west-1' },
  }),
  'GetFunctionEventInvokeConfig/version_not_found_exception': () => ({
    input: { FunctionName: bare, Qualifier: '1221' },
    values: { 'fn-name': bare },
  }),
  'GetFunctionEventInvokeConfig/get_invokeconfig_postpublish': () => of(bare, { Qualifier: '1' }),
  'GetFunctionEventInvokeConfig/get_qualifier_doesnotexist': () => of(bare, { Qualifier: 'doesnotexist' }),
  'GetFunctionEventInvokeConfig/get_eventinvokeconfig_doesnotexist': () => ({
    ...of(bare),
    input: { FunctionName: `${arnOf(bare)}:${alias}` },
  }),
  'GetFunctionEventInvokeConfig/not_found_exception': () => ({
    input: { FunctionName: 'nothing' },
    values: { 'nonexisting-fn-name': 'nothing' },
  }),
  'GetFunctionEventInvokeConfig/get_function_doesnotexist': () => of('doesnotexist'),
  'ListFunctionEventInvokeConfigs/list_function_doesnotexist': () => of('doesnotexist'),
  'PutFunctionEventInvokeConfig/put_alias_qualifiedarn_qualifierconflict': () =>
    of(`${arnOf(bare)}:${alias}`, { Qualifier: `${alias}doesnotexist`, MaximumRetryAttempts: 1 }),
  'PutFunctionEventInvokeConfig/put_destination_lambda_doesntexist': () => of(bare, onSuccess(arnOf('doesnotexist'))),
  'PutFunctionEventInvokeConfig/put_destination_invalid_service_arn': () =>
    of(bare, onSuccess(arnOf(bare).replace(':lambda:', ':iam:'))),
  'PutFunctionEventInvokeConfig/put_destination_recursive': () => of(bare, onSuccess(arnOf(bare))),
  'PutFunctionEventInvokeConfig/put_functionname_nootherargs': () => of('doesnotexist'),
  'PutFunctionEventInvokeConfig/put_destination_invalid_arn_pattern': () =>
    of(bare, { DestinationConfig: { OnFailure: { Destination: arnOf(bare).replace(':lambda:', ':_-/!lambda:') } } }),
  'PutFunctionEventInvokeConfig/put_functionname_name_notfound': () => of('doesnotexist', { MaximumRetryAttempts: 1 }),
  'UpdateFunctionEventInvokeConfig/update_eventinvokeconfig_config_doesnotexist_without_qualifier': () => ({
    ...of(bare),
    input: { FunctionName: arnOf(bare), MaximumRetryAttempts: 0 },
  }),
  'UpdateFunctionEventInvokeConfig/update_eventinvokeconfig_config_doesnotexist_with_qualifier': () => ({
    ...of(bare),
    input: { FunctionName: `${arnOf(bare)}:${alias}`, MaximumRetryAttempts: 0 },
  }),
  'UpdateFunctionEventInvokeConfig/update_eventinvokeconfig_function_doesnotexist': () =>
    of('doesnotexist', { MaximumRetryAttempts: 0 }),
});

reproduceAnswers('event-invoke-configs', () => api, {
  'DeleteFunctionEventInvokeConfig/delete_latest': () => after({ MaximumRetryAttempts: 1 }, { Qualifier: '$LATEST' }),
  'GetFunctionEventInvokeConfig/get_invokeconfig': () => after({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 }),
  'GetFunctionEventInvokeConfig/get_post_overwrite': async () => {
    await put({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 });
    return after({ MaximumRetryAttempts: 0 });
  },
  'GetFunctionEventInvokeConfig/get_published_invokeconfig': () =>
    after({ Qualifier: '1', MaximumEventAgeInSeconds: 120 }, { Qualifier: '1' }),
  'ListFunctionEventInvokeConfigs/list_configs': async () => {
    await put({ Qualifier: alias, MaximumRetryAttempts: 1 });
    await put({ Qualifier: '1', MaximumRetryAttempts: 1 });
    return after({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  },
  'PutFunctionEventInvokeConfig/put_maxevent_maxvalue_result': () =>
    of(configured, { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21600 }),
  'PutFunctionEventInvokeConfig/put_destination_latest': () => of(configured, { MaximumRetryAttempts: 1 }),
  'PutFunctionEventInvokeConfig/put_invokeconfig_eventage_60': () => of(configured, { MaximumEventAgeInSeconds: 60 }),
  'PutFunctionEventInvokeConfig/put_destination_other_lambda': () => of(configured, onSuccess(arnOf(other))),
  'UpdateFunctionEventInvokeConfig/update_response': () => after({ MaximumEventAgeInSeconds: 60 }, { MaximumRetryAttempts: 0 }),
  'UpdateFunctionEventInvokeConfig/update_invokeconfig_eventage_nochange': async () => {
    await api.lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: configured }));
    return after({ MaximumEventAgeInSeconds: 60 }, { MaximumEventAgeInSeconds: 60 });
  },
});
