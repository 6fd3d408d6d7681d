import { randomUUID } from 'node:crypto';
import { CreateAliasCommand, PublishVersionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { type RunningTestApi, runningApi } from '../../kit/running-api.js';
import { deployed, otherZip, roleFor, updated } from '../deployment.js';
import { type Reproduction, reproduceAnswers, reproduceErrors } from './reproduce.js';

const name = 'named';

let api: RunningTestApi;
let role: string;
/** Two published versions. */
async function versioned(FunctionName: string): Promise<void> {
  await deployed(api, role, FunctionName);
  await api.lambda.send(new PublishVersionCommand({ FunctionName }));
  await api.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await otherZip() }));
  await updated(api.lambda, FunctionName);
  await api.lambda.send(new PublishVersionCommand({ FunctionName }));
}
beforeAll(async () => {
  api = await runningApi();
  role = await roleFor(api, 'execution');
  await versioned(name);
  await api.lambda.send(new CreateAliasCommand({ FunctionName: name, Name: 'existing', FunctionVersion: '1' }));
});
afterAll(() => api?.stop());

const half = (version: string) => ({ RoutingConfig: { AdditionalVersionWeights: { [version]: 0.5 } } });
const weights = (shares: Record<string, number>) => ({ RoutingConfig: { AdditionalVersionWeights: shares } });
const create = (input: object) => () => ({
  input: { FunctionName: name, Name: 'custom', FunctionVersion: '1', ...input },
  values: { 'function-name': name },
});

reproduceErrors('aliases', () => api, {
  'CreateAlias/target_version_exc_version_latest': create({ FunctionVersion: '$LATEST', ...half('1') }),
  'CreateAlias/routing_config_exc_sameversion': create(half('1')),
  'CreateAlias/routing_config_exc_toomany': create(weights({ '1': 0.8, '2': 0.2 })),
  'CreateAlias/create_alias_number_exception': create({ Name: '2024' }),
  'CreateAlias/routing_config_exc_version_latest': create(half('$LATEST')),
  'CreateAlias/routing_config_exc_subzero': create(weights({ '2': -1 })),
  'CreateAlias/routing_config_exc_toohigh': create(weights({ '2': 2 })),
  'CreateAlias/routing_config_exc_fn_doesnotexist': create({ FunctionName: `${name}-unknown`, ...half('2') }),
  'CreateAlias/target_version_doesnotexist': create({ FunctionVersion: '10', ...half('2') }),
  'CreateAlias/routing_config_exc_already_exist': async () => {
    const custom = { FunctionName: name, Name: 'custom', FunctionVersion: '1' };
    await api.lambda.send(new CreateAliasCommand(custom));
    return { input: { ...custom, ...half('2') }, values: { 'function-name': name } };
  },
  'GetAlias/alias_does_not_exist_esc': () => ({
    input: { FunctionName: name, Name: 'non-existent' },
    values: { 'function-name': name },
  }),
  'UpdateAlias/update_alias_response': () => ({
    input: { FunctionName: name, Name: 'non-existent' },
    values: { 'function-name': name },
  }),
  'UpdateAlias/update_alias_revision_exception': () => ({
    input: { FunctionName: name, Name: 'existing', RevisionId: 'wrong' },
  }),
});

const first = { Name: 'aliasname1_1', FunctionVersion: '1', Description: 'custom-alias', ...weights({ '2': 0.2 }) };
const second = { Name: 'aliasname1_2', FunctionVersion: '1', Description: 'custom-alias' };

/** A function of its own that has these aliases. */
const having =
  (aliases: readonly (typeof second)[], input: object): Reproduction =>
  async () => {
    const FunctionName = `f-${randomUUID().slice(0, 8)}`;
    await versioned(FunctionName);
    for (const alias of aliases) await api.lambda.send(new CreateAliasCommand({ FunctionName, ...alias }));
    return { input: { FunctionName, ...input }, values: { 'function-name': FunctionName } };
  };

reproduceAnswers('aliases', () => api, {
  'CreateAlias/create_alias_1_1': having([], first),
  'CreateAlias/create_alias_1_2': having([], second),
  'GetAlias/get_alias_1_1': having([first], { Name: first.Name }),
  'GetAlias/get_alias_1_2': having([second], { Name: second.Name }),
  'UpdateAlias/update_alias_1_1': having([first], { Name: first.Name, ...weights({}) }),
  'DeleteAlias/delete_alias_response': having([first], { Name: first.Name }),
  'ListAliases/list_aliases_for_fnname_after_update': having(
    [
      { ...second, Name: 'aliasname1_1' },
      second,
      { ...second, Name: 'aliasname1_3', Description: '' },
      { ...second, Name: 'aliasname2', FunctionVersion: '2' },
    ],
    {},
  ),
});
