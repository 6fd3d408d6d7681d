import type * as lambda from '@aws-sdk/client-lambda';
import type { Authorization, ConditionKeys } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { requestedKeys } from './lambda-condition-keys.js';
import { lambdaResource } from './lambda-resource.js';
import { type ResourceLookups, StoredResources } from './stored-resource.js';

/** Operations whose permission has another name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const actions: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  InvokeAsync: 'InvokeFunction',
  InvokeWithResponseStream: 'InvokeFunction',
  GetLayerVersionByArn: 'GetLayerVersion',
};

/**
 * Actions that the policy of a function or of a layer version can open to other accounts; with all else, policies speak only to the
 * resource's own account.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html
 */
const acrossAccounts = new Set([
  'InvokeFunction',
  'GetFunction',
  'GetFunctionConfiguration',
  'UpdateFunctionCode',
  'DeleteFunction',
  'PublishVersion',
  'ListVersionsByFunction',
  'CreateAlias',
  'GetAlias',
  'ListAliases',
  'UpdateAlias',
  'DeleteAlias',
  'GetPolicy',
  'PutFunctionConcurrency',
  'DeleteFunctionConcurrency',
  'ListTags',
  'TagResource',
  'UntagResource',
  'GetLayerVersion',
]);

/** Says what permission a call of Lambda needs, on which resource, in which circumstances, and what the resource itself says to it. */
export function authorizeLambda(lookups: ResourceLookups): Authorization<typeof lambda, Principal> {
  const stored = new StoredResources(lookups);
  return async (operation, input, call) => {
    const action = actions[operation] ?? operation;
    const resource = lambdaResource(operation, input, call);
    const { keys, policy } = await stored.of(operation, resource, input, call);
    const speaks = accountOf(resource.arn) === call.accountId || acrossAccounts.has(action);
    return {
      action: `lambda:${action}`,
      resource: resource.arn,
      context: joined(keys, requestedKeys(operation, input, call)),
      ...(speaks && policy !== undefined && { resourcePolicy: policy }),
    };
  };
}

const accountOf = (arn: string) => arn.split(':')[4];

/** A change is asked about with what is there and what is to be there: neither hides the other. */
function joined(stored: ConditionKeys, requested: ConditionKeys): ConditionKeys {
  const keys = new Set([...Object.keys(stored), ...Object.keys(requested)]);
  return Object.fromEntries([...keys].map((key) => [key, [...new Set([...(stored[key] ?? []), ...(requested[key] ?? [])])]]));
}
