import type * as lambda from '@aws-sdk/client-lambda';
import type { Authorization } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { type LayerPolicies, type PoliciesInForce, parseLayerVersionArn, policyFor } from '@hearth/lambda';
import { requestedKeys, resourceTags, statementKeys } from './lambda-condition-keys.js';
import { lambdaResource } from './lambda-resource.js';

/** Operations whose permission has another name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const actions: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  InvokeAsync: 'InvokeFunction',
  InvokeWithResponseStream: 'InvokeFunction',
  GetLayerVersionByArn: 'GetLayerVersion',
};

/**
 * What a function's policy can open to other accounts; with all else, policies speak only to the function's own account.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html
 */
const acrossAccounts = new Set([
  'Invoke',
  'InvokeAsync',
  'InvokeWithResponseStream',
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
]);

/** Says what permission a call of Lambda needs, on which resource, in which circumstances, and what the resource itself says to it. */
export function authorizeLambda(
  policies: PoliciesInForce,
  layers: Pick<LayerPolicies, 'find'>,
): Authorization<typeof lambda, Principal> {
  return async (operation, input, call) => {
    const action = `lambda:${actions[operation] ?? operation}`;
    const { arn, reference } = lambdaResource(operation, input, call);
    const requested = requestedKeys(operation, input, call);
    if (!reference) {
      const text = action === 'lambda:GetLayerVersion' ? await layerPolicy(layers, arn) : undefined;
      return { action, resource: arn, context: requested, ...(text !== undefined && { resourcePolicy: text }) };
    }
    const access = await policies.accessOf(reference.scope, reference.name);
    const policy = policyFor(access, reference.qualifier);
    const speaks = reference.scope.accountId === call.accountId || acrossAccounts.has(operation);
    const removed = operation === 'RemovePermission' ? statementKeys(policy, input.StatementId) : {};
    return {
      action,
      resource: arn,
      context: { ...requested, ...removed, ...resourceTags(access) },
      ...(speaks && policy !== undefined && { resourcePolicy: policy }),
    };
  };
}

async function layerPolicy(layers: Pick<LayerPolicies, 'find'>, arn: string): Promise<string | undefined> {
  const layer = parseLayerVersionArn(arn);
  return layer && (await layers.find(layer))?.text;
}
