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
    const demand = (context: ConditionKeys) => ({
      action: `lambda:${action}`,
      resource: resource.arn,
      context,
      ...(speaks && policy !== undefined && { resourcePolicy: policy }),
    });
    const requested = given(requestedKeys(operation, input, call));
    const asRequested = demand({ ...keys, ...requested });
    // A change is asked about twice: who may not touch what is there may not, nor who may not make it what it is to be.
    const isChange = Object.keys(requested).some((key) => key in keys);
    return isChange ? [demand({ ...requested, ...keys }), asRequested] : asRequested;
  };
}

const accountOf = (arn: string) => arn.split(':')[4];

/** Keys that a call says something of. */
const given = (keys: ConditionKeys): ConditionKeys =>
  Object.fromEntries(Object.entries(keys).filter(([, values]) => values.length > 0));
