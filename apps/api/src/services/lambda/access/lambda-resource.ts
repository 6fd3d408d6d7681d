import { type FunctionReference, functionArn, isFunctionReference, parseFunctionReference, type Scope } from '@hearth/lambda';

/** What a call acts on, as policies name it. */
export interface LambdaResource {
  readonly arn: string;
  /** Present when it is a function, a version or an alias. */
  readonly reference?: FunctionReference;
}

/** Operations that AWS authorises on the function itself, whatever version or alias they name. */
const onFunctionItself = new Set(['CreateFunction', 'CreateAlias', 'GetAlias', 'UpdateAlias', 'DeleteAlias', 'ListAliases']);

/** Operations that name a function only to say what a mapping is for: policies speak of it by the key `lambda:FunctionArn`. */
const onMappings = new Set([
  'CreateEventSourceMapping',
  'GetEventSourceMapping',
  'UpdateEventSourceMapping',
  'DeleteEventSourceMapping',
  'ListEventSourceMappings',
]);

const anything: LambdaResource = { arn: '*' };

/**
 * What an operation of Lambda acts on. A name that cannot be read is refused when the input is checked, in the words of the operation's own
 * constraint: until then it is nothing that a policy could speak of.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export function lambdaResource(operation: string, input: Readonly<Record<string, unknown>>, caller: Scope): LambdaResource {
  const own = (rest: string) => ({ arn: `arn:aws:lambda:${caller.region}:${caller.accountId}:${rest}` });
  if (onMappings.has(operation)) {
    const { arn, reference } =
      typeof input.FunctionName === 'string' ? functionOf(operation, input.FunctionName, undefined, caller) : anything;
    // Nobody maps what is another account's: asked about as such, it is refused.
    if (reference && reference.scope.accountId !== caller.accountId) return { arn };
    return typeof input.UUID === 'string' ? own(`event-source-mapping:${input.UUID}`) : anything;
  }
  if (typeof input.FunctionName === 'string') return functionOf(operation, input.FunctionName, input.Qualifier, caller);
  const named = input.ResourceArn ?? input.Resource;
  if (typeof named === 'string') {
    return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/.test(named)
      ? functionOf(operation, named, undefined, caller)
      : { arn: named };
  }
  if (typeof input.CodeSigningConfigArn === 'string') return { arn: input.CodeSigningConfigArn };
  if (typeof input.LayerName === 'string') {
    const version = input.VersionNumber === undefined ? '' : `:${input.VersionNumber}`;
    const layer = input.LayerName.startsWith('arn:') ? { arn: input.LayerName } : own(`layer:${input.LayerName}`);
    return { arn: `${layer.arn}${version}` };
  }
  return operation === 'GetLayerVersionByArn' && typeof input.Arn === 'string' ? { arn: input.Arn } : anything;
}

function functionOf(operation: string, name: string, qualifier: unknown, caller: Scope): LambdaResource {
  if (!isFunctionReference(name)) return anything;
  const given = typeof qualifier === 'string' ? qualifier : undefined;
  const { accountId, region } = caller;
  const reference = parseFunctionReference(name, given, { accountId, region });
  const itself = onFunctionItself.has(operation) ? { ...reference, qualifier: undefined } : reference;
  return { arn: functionArn(itself.scope, itself.name, itself.qualifier), reference: itself };
}
