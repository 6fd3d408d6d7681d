import {
  CreateCodeSigningConfigCommand,
  type CreateCodeSigningConfigCommandInput,
  PutFunctionCodeSigningConfigCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await deployed(api, role, 'unsigned');
});
afterAll(() => api?.stop());

const nowhere = 'arn:aws:lambda:us-east-1:111111111111:code-signing-config:csc-0123456789abcdefg';
const invalid = { csc_arn_invalid: nowhere };
const wanted = {
  Description: 'Testing CodeSigning Config',
  AllowedPublishers: { SigningProfileVersionArns: ['arn:aws:signer:us-east-1:111111111111:/signing-profiles/test'] },
  CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' },
} satisfies CreateCodeSigningConfigCommandInput;
const warning = { CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' } } as const;

async function config(change: Partial<CreateCodeSigningConfigCommandInput> = {}): Promise<{ CodeSigningConfigArn: string }> {
  const { CodeSigningConfig } = await api.lambda.send(new CreateCodeSigningConfigCommand({ ...wanted, ...change }));
  return { CodeSigningConfigArn: CodeSigningConfig!.CodeSigningConfigArn! };
}

/** A function that is held to a config of its own. */
async function held(FunctionName: string) {
  await deployed(api, role, FunctionName);
  const { CodeSigningConfigArn } = await config(warning);
  await api.lambda.send(new PutFunctionCodeSigningConfigCommand({ FunctionName, CodeSigningConfigArn }));
  return { FunctionName, CodeSigningConfigArn, values: { 'function-name': FunctionName, ...idOf(CodeSigningConfigArn) } };
}

const idOf = (arn: string) => ({ 'resource:1': arn.slice(arn.lastIndexOf(':') + 1) });
const onNoConfig = () => ({ input: { CodeSigningConfigArn: nowhere }, values: invalid });

reproduceErrors('code-signing', () => api, {
  'GetCodeSigningConfig/get_csc_invalid': onNoConfig,
  'DeleteCodeSigningConfig/delete_csc_notfound': onNoConfig,
  'ListFunctionsByCodeSigningConfig/list_functions_by_csc_invalid_cscarn': onNoConfig,
  'UpdateCodeSigningConfig/update_csc_invalid_csc_arn': () => ({
    input: { CodeSigningConfigArn: nowhere, Description: 'new-description' },
    values: invalid,
  }),
  'PutFunctionCodeSigningConfig/put_function_csc_invalid_csc_arn': () => ({
    input: { FunctionName: 'unsigned', CodeSigningConfigArn: nowhere },
    values: invalid,
  }),
  'PutFunctionCodeSigningConfig/put_function_csc_invalid_fnname': async () => ({
    input: { FunctionName: 'csc-test-doesnotexist', ...(await config()) },
  }),
  'DeleteFunctionCodeSigningConfig/delete_function_csc_fnnotfound': () => ({ input: { FunctionName: 'csc-test-doesnotexist' } }),
  'GetFunctionCodeSigningConfig/not_found_exception': () => ({
    input: { FunctionName: 'nonexisting' },
    values: { 'nonexisting-fn-name': 'nonexisting' },
  }),
  'GetFunctionCodeSigningConfig/get_function_csc_nonexistingfn': () => ({ input: { FunctionName: 'csc-test-doesnotexist' } }),
  'GetFunctionCodeSigningConfig/wrong_region_exception': () => ({
    input: { FunctionName: 'arn:aws:lambda:eu-west-1:111111111111:function:unsigned' },
    values: { 'wrong-region': 'eu-west-1' },
  }),
});

reproduceAnswers('code-signing', () => api, {
  'CreateCodeSigningConfig/create_code_signing_config': () => ({ input: wanted }),
  'GetCodeSigningConfig/get_code_signing_config': async () => {
    const { CodeSigningConfigArn } = await config(warning);
    return { input: { CodeSigningConfigArn }, values: idOf(CodeSigningConfigArn) };
  },
  'UpdateCodeSigningConfig/update_code_signing_config': async () => {
    const { CodeSigningConfigArn } = await config();
    return { input: { CodeSigningConfigArn, ...warning }, values: idOf(CodeSigningConfigArn) };
  },
  'DeleteCodeSigningConfig/delete_code_signing_config': async () => ({ input: await config() }),
  'ListFunctionsByCodeSigningConfig/list_functions_by_code_signing_config': async () => {
    const { CodeSigningConfigArn, values } = await held('listed');
    return { input: { CodeSigningConfigArn }, values };
  },
  'PutFunctionCodeSigningConfig/put_function_code_signing_config': async () => {
    const { CodeSigningConfigArn } = await config();
    const FunctionName = 'unsigned';
    return {
      input: { FunctionName, CodeSigningConfigArn },
      values: { 'function-name': FunctionName, ...idOf(CodeSigningConfigArn) },
    };
  },
  'GetFunctionCodeSigningConfig/get_function_code_signing_config': async () => {
    const { FunctionName, values } = await held('shown');
    return { input: { FunctionName }, values };
  },
  'GetFunctionCodeSigningConfig/get_function_csc_fnwithoutcsc': async () => {
    await deployed(api, role, 'free');
    return { input: { FunctionName: 'free' } };
  },
  'DeleteFunctionCodeSigningConfig/delete_function_code_signing_config': async () => {
    const { FunctionName } = await held('released');
    return { input: { FunctionName } };
  },
});
