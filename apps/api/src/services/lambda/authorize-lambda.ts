import type * as lambda from '@aws-sdk/client-lambda';
import type { Authorization } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import { functionArn, isFunctionReference, parseFunctionReference } from '@hearth/lambda';

/** Operations whose permission has another name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const actions: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  InvokeAsync: 'InvokeFunction',
  InvokeWithResponseStream: 'InvokeFunction',
  GetLayerVersionByArn: 'GetLayerVersion',
};

/** Operations that AWS authorises on the function itself, whatever version or alias they name. */
const onFunctionItself = new Set(['CreateFunction', 'CreateAlias', 'GetAlias', 'UpdateAlias', 'DeleteAlias', 'ListAliases']);

/** Says what permission a call of Lambda needs, and on which resource. */
export const authorizeLambda: Authorization<typeof lambda, Principal> = (operation, input, call) => {
  const action = `lambda:${actions[operation] ?? operation}`;
  if (typeof input.Resource === 'string') return { action, resource: input.Resource };
  // A name that cannot be read is refused when the input is checked, in the words of the operation's own constraint.
  if (typeof input.FunctionName !== 'string' || !isFunctionReference(input.FunctionName)) return { action, resource: '*' };
  const { accountId, region } = call;
  const { scope, name, qualifier } = parseFunctionReference(input.FunctionName, input.Qualifier, { accountId, region });
  return { action, resource: functionArn(scope, name, onFunctionItself.has(operation) ? undefined : qualifier) };
};
