import type { ConditionKeys } from '@hearth/aws-wire';
import { functionArn, isFunctionReference, parseFunctionReference, type Scope } from '@hearth/lambda';

type Input = Readonly<Record<string, unknown>>;

/**
 * The condition keys that AWS supplies with a call of Lambda, from what the call asks for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export function requestedKeys(operation: string, input: Input, caller: Scope): ConditionKeys {
  return { ...requestTags(input), ...keysOf[operation]?.(input, caller) };
}

/** A key for each tag, such as `aws:ResourceTag/team`. */
export function tagKeys(prefix: 'aws:ResourceTag' | 'aws:RequestTag', tags: object): ConditionKeys {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, [String(value)]]));
}

/** What the statement that a call removes says of itself. */
export function statementKeys(policy: string | undefined, statementId: unknown): ConditionKeys {
  if (policy === undefined) return {};
  const { Statement } = JSON.parse(policy) as { readonly Statement: WrittenStatement | readonly WrittenStatement[] };
  const statement = [Statement].flat().find(({ Sid }) => Sid === statementId) as WrittenStatement | undefined;
  return {
    'lambda:Principal': principalNames(statement?.Principal),
    'lambda:FunctionUrlAuthType': texts(statement?.Condition?.StringEquals?.['lambda:FunctionUrlAuthType']),
  };
}

interface WrittenStatement {
  readonly Sid?: string;
  readonly Principal?: unknown;
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, unknown>> };
}

const keysOf: Readonly<Record<string, (input: Input, caller: Scope) => ConditionKeys>> = {
  AddPermission: ({ Principal, FunctionUrlAuthType }) => ({
    'lambda:Principal': texts(Principal),
    'lambda:FunctionUrlAuthType': texts(FunctionUrlAuthType),
  }),
  CreateFunction: (input) => ({
    ...configurationKeys(input),
    'lambda:CodeSigningConfigArn': texts(input.CodeSigningConfigArn),
  }),
  UpdateFunctionConfiguration: configurationKeys,
  PutFunctionCodeSigningConfig: (input) => ({ 'lambda:CodeSigningConfigArn': texts(input.CodeSigningConfigArn) }),
  CreateFunctionUrlConfig: ({ AuthType }) => ({ 'lambda:FunctionUrlAuthType': texts(AuthType) }),
  UpdateFunctionUrlConfig: ({ AuthType }) => ({ 'lambda:FunctionUrlAuthType': texts(AuthType) }),
  CreateEventSourceMapping: mappedFunction,
  UpdateEventSourceMapping: mappedFunction,
};

function configurationKeys({ Layers, VpcConfig }: Input): ConditionKeys {
  const vpc = (VpcConfig ?? {}) as Readonly<Record<string, unknown>>;
  return {
    'lambda:Layer': texts(Layers),
    'lambda:SubnetIds': texts(vpc.SubnetIds),
    'lambda:SecurityGroupIds': texts(vpc.SecurityGroupIds),
  };
}

function mappedFunction({ FunctionName }: Input, { accountId, region }: Scope): ConditionKeys {
  if (typeof FunctionName !== 'string' || !isFunctionReference(FunctionName)) return {};
  const { scope, name, qualifier } = parseFunctionReference(FunctionName, undefined, { accountId, region });
  return { 'lambda:FunctionArn': [functionArn(scope, name, qualifier)] };
}

function requestTags({ Tags, TagKeys }: Input): ConditionKeys {
  const tags = typeof Tags === 'object' && Tags !== null ? Tags : {};
  return { 'aws:TagKeys': Array.isArray(TagKeys) ? texts(TagKeys) : Object.keys(tags), ...tagKeys('aws:RequestTag', tags) };
}

/** As AddPermission takes them: an account also by its number. */
function principalNames(principal: unknown): readonly string[] {
  const names = typeof principal === 'object' && principal !== null ? Object.values(principal).flatMap(texts) : texts(principal);
  return names.flatMap((name) => [name, ...(/^arn:aws:iam::(\d{12}):root$/.exec(name)?.slice(1) ?? [])]);
}

const texts = (value: unknown): readonly string[] => [value].flat().filter((entry): entry is string => typeof entry === 'string');
