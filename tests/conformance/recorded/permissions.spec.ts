import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { reproduceAnswers, reproduceErrors } from './reproduce.js';

let api: RunningTestApi;
let role: string;
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await deployed(api, role, bare);
  await deployed(api, role, granted);
  await grant({ FunctionName: granted });
  await api.lambda.send(new PublishVersionCommand({ FunctionName: bare }));
  await api.lambda.send(new CreateAliasCommand({ FunctionName: bare, Name: 'permission-alias', FunctionVersion: '1' }));
});
afterAll(() => api?.stop());

const bare = 'without-policy';
const granted = 'with-policy';
const bucket = { SourceArn: 'arn:aws:s3:::test-bucket' };
const s3 = { Action: 'lambda:InvokeFunction', StatementId: 's3', Principal: 's3.amazonaws.com' };

const grant = (input: Partial<AddPermissionCommandInput> & { readonly FunctionName: string }) =>
  api.lambda.send(new AddPermissionCommand({ ...s3, ...bucket, ...input }));

const on = (changes: object) => ({
  input: { FunctionName: bare, ...s3, ...bucket, ...changes },
  values: { 'function-name': bare },
});

reproduceErrors('permissions', () => api, {
  'AddPermission/add_permission_fn_qualifier_mismatch': () => on({ FunctionName: `${bare}:alias-not-42`, Qualifier: '42' }),
  'AddPermission/add_permission_principal_invalid': () =>
    on({ StatementId: 'lambda', Principal: 'invalid.nonaws.com', SourceArn: undefined, SourceAccount: '111111111111' }),
  'AddPermission/add_permission_fn_qualifier_latest': () => on({ FunctionName: `${bare}:$LATEST`, Qualifier: '$LATEST' }),
  'AddPermission/add_permission_invalid_statement_id': () => on({ StatementId: 'example.com', SourceArn: undefined }),
  'AddPermission/add_permission_fn_qualifier_invalid': () => on({ Qualifier: 'invalid-qualifier-with-?-char' }),
  'AddPermission/add_permission_fn_alias_doesnotexist': () => on({ FunctionName: `${bare}:alias-doesnotexist` }),
  'AddPermission/add_permission_fn_version_doesnotexist': () => on({ Qualifier: '42' }),
  'AddPermission/add_permission_fn_qualifier_valid_doesnotexist': () => on({ Qualifier: 'valid-with-$-but-doesnotexist' }),
  'AddPermission/add_permission_fn_doesnotexist': () => on({ FunctionName: 'doesnotexist' }),
  'AddPermission/add_permission_conflicting_statement_id': () => on({ FunctionName: granted }),
  'AddPermission/add_permission_alias_revision_exception': () => on({ Qualifier: 'permission-alias', RevisionId: 'wrong' }),
  'GetPolicy/get_policy_exception_removed_all': () => ({ input: { FunctionName: bare } }),
  'RemovePermission/remove_permission_fn_alias_doesnotexist': () => ({
    input: { FunctionName: granted, StatementId: 's3', Qualifier: 'alias-doesnotexist' },
    values: { 'function-name': granted },
  }),
  'RemovePermission/remove_permission_fn_doesnotexist': () => ({
    input: { FunctionName: 'doesnotexist', StatementId: 's3' },
  }),
  'RemovePermission/remove_permission_policy_doesnotexist': () => ({ input: { FunctionName: bare, StatementId: 's3' } }),
  'RemovePermission/remove_permission_exception_nonexisting_sid': () => ({
    input: { FunctionName: granted, StatementId: 'non-existent' },
  }),
});

reproduceAnswers('permissions', () => api, {
  'AddPermission/add_permission': async () => {
    await deployed(api, role, 'granted-now');
    return {
      input: { FunctionName: 'granted-now', ...s3, ...bucket },
      values: { 'function-name': 'granted-now', 'resource:3': 'test-bucket' },
    };
  },
  'GetPolicy/get_policy': () => ({
    input: { FunctionName: granted },
    values: { 'function-name': granted, 'resource:3': 'test-bucket' },
  }),
});
