import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

const name = 'addressed';
const other = 'unaddressed';
const values = { resource: name };

let api: RunningTestApi;
beforeAll(async () => {
  api = await runningApi();
  const role = await roleFor(api, 'execution');
  for (const FunctionName of [name, other]) await deployed(api, role, FunctionName);
  await api.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  for (const Name of ['v1', 'v2']) {
    await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name, FunctionVersion: '1' }));
  }
});
afterAll(() => api?.stop());

/** With a URL as it is when it was just made. */
async function fresh(): Promise<void> {
  await api.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: name })).catch(() => {});
  await api.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: 'NONE' }));
}

/** What every operation on one URL refuses alike. */
const refusedNames = (operation: string, prefix: string, more: object = {}) => {
  const refused = (id: string, input: object) => ({
    [`${operation}/${prefix}_${id}`]: () => ({ input: { ...input, ...more }, values }),
  });
  return {
    ...refused('qualifier_latest', { FunctionName: name, Qualifier: '$LATEST' }),
    ...refused('name_doesnotexist_qualifier', { FunctionName: 'doesnotexist', Qualifier: '1' }),
    ...refused('qualifier_version_doesnotexist', { FunctionName: name, Qualifier: '2' }),
  };
};
const mismatch = { FunctionName: `${name}:v1`, Qualifier: 'v2' };

reproduceErrors('function-urls', () => api, {
  ...refusedNames('CreateFunctionUrlConfig', 'create_function_url_config', { AuthType: 'NONE' }),
  ...refusedNames('GetFunctionUrlConfig', 'get_function_url_config'),
  ...refusedNames('UpdateFunctionUrlConfig', 'update_function_url_config', { AuthType: 'NONE' }),
  ...refusedNames('DeleteFunctionUrlConfig', 'delete_function_url_config'),
  'CreateFunctionUrlConfig/create_function_url_config_qualifier_alias_doesnotmatch_arn': () => ({
    input: { ...mismatch, AuthType: 'NONE' },
  }),
  'CreateFunctionUrlConfig/create_function_url_config_name_doesnotexist': () => ({
    input: { FunctionName: 'doesnotexist', AuthType: 'NONE' },
  }),
  'CreateFunctionUrlConfig/invoke_function_invalid_invoke_type': () => ({
    input: { FunctionName: name, AuthType: 'NONE', InvokeMode: 'UNKNOWN' },
  }),
  'CreateFunctionUrlConfig/failed_duplication': async () => {
    await fresh();
    return { input: { FunctionName: name, AuthType: 'NONE' }, values };
  },
  'GetFunctionUrlConfig/get_function_url_config_qualifier_alias_doesnotmatch_arn': () => ({ input: mismatch }),
  'GetFunctionUrlConfig/wrong_region_exception': () => ({
    input: { FunctionName: `arn:aws:lambda:eu-west-1:111111111111:function:${name}` },
    values: { 'wrong-region': 'eu-west-1' },
  }),
  'GetFunctionUrlConfig/not_found_exception': () => ({ input: { FunctionName: 'doesnotexist' } }),
  'ListFunctionUrlConfigs/list_function_notfound': () => ({ input: { FunctionName: 'doesnotexist' } }),
  'UpdateFunctionUrlConfig/update_function_url_config_qualifier_alias_doesnotmatch_arn': () => ({
    input: { ...mismatch, AuthType: 'NONE' },
  }),
  'UpdateFunctionUrlConfig/update_function_url_config_name_doesnotexist': () => ({
    input: { FunctionName: 'doesnotexist', AuthType: 'NONE' },
  }),
  'UpdateFunctionUrlConfig/update_function_url_config_config_doesnotexist': () => ({
    input: { FunctionName: other, AuthType: 'NONE' },
  }),
  'DeleteFunctionUrlConfig/delete_function_url_config_name_doesnotexist': () => ({ input: { FunctionName: 'doesnotexist' } }),
});

reproduceAnswers('function-urls', () => api, {
  'CreateFunctionUrlConfig/create_lambda_url_config': async () => {
    await api.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: name }));
    return { input: { FunctionName: name, AuthType: 'NONE', InvokeMode: 'BUFFERED' }, values };
  },
  'CreateFunctionUrlConfig/url_creation': async () => {
    await api.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: name }));
    return { input: { FunctionName: name, AuthType: 'NONE' }, values };
  },
  'GetFunctionUrlConfig/get_url_config': async () => {
    await fresh();
    return { input: { FunctionName: name }, values };
  },
  'UpdateFunctionUrlConfig/modify_lambda_url_config': async () => {
    await fresh();
    return { input: { FunctionName: name, InvokeMode: 'RESPONSE_STREAM' }, values };
  },
  'UpdateFunctionUrlConfig/updated_url_config': async () => {
    await fresh();
    return { input: { FunctionName: name, AuthType: 'AWS_IAM' }, values };
  },
  'DeleteFunctionUrlConfig/delete_function_url_config': async () => {
    await fresh();
    return { input: { FunctionName: name } };
  },
  'ListFunctionUrlConfigs/list_all_empty': () => ({ input: { FunctionName: other } }),
});
