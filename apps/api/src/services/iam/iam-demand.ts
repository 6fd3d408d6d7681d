import type { Demand } from '@hearth/aws-wire';
import { type Principal, type Roles, roleArn, type Users, userArn } from '@hearth/iam';

type Input = Readonly<Record<string, unknown>>;

/**
 * What a call of IAM needs permission for: the action of its own name on the role, user or policy it is about, or, for listings, on the
 * path. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function iamDemand(roles: Roles, users: Users) {
  return async (
    operation: string,
    input: Input,
    call: { readonly accountId: string; readonly principal: Principal },
  ): Promise<Demand> => {
    const { accountId, principal } = call;
    const context = conditionKeys(input);
    const demand = (resource: string): Demand => ({ action: `iam:${operation}`, resource, context });
    const named = (kind: string, path: unknown, name: unknown) =>
      `arn:aws:iam::${accountId}:${kind}${String(path ?? '/')}${String(name)}`;

    if (typeof input.PolicyArn === 'string' && input.RoleName === undefined && input.UserName === undefined)
      return demand(input.PolicyArn);
    if (operation === 'CreateRole') return demand(named('role', input.Path, input.RoleName));
    if (operation === 'CreateUser') return demand(named('user', input.Path, input.UserName));
    if (operation === 'CreatePolicy') return demand(named('policy', input.Path, input.PolicyName));
    if (operation === 'ListRoles') return demand(named('role', input.PathPrefix, ''));
    if (operation === 'ListUsers') return demand(named('user', input.PathPrefix, ''));
    if (operation === 'ListPolicies') return demand(named('policy', input.PathPrefix, ''));
    if (typeof input.RoleName === 'string') return demand(await roleResource(roles, accountId, input.RoleName));
    const userName = input.UserName ?? (principal.kind === 'user' ? principal.userName : undefined);
    return demand(
      typeof userName === 'string' ? await userResource(users, accountId, userName) : `arn:aws:iam::${accountId}:user/`,
    );
  };
}

/** A role's ARN has its path, which the call does not tell; of a role that does not exist AWS assumes none. */
async function roleResource(roles: Roles, accountId: string, name: string): Promise<string> {
  return roles.get(accountId, name).then(roleArn, () => roleArn({ accountId, path: '/', name }));
}

async function userResource(users: Users, accountId: string, name: string): Promise<string> {
  return users.get(accountId, name).then(userArn, () => userArn({ accountId, path: '/', name }));
}

function conditionKeys(input: Input): Record<string, readonly string[]> {
  const tags = (Array.isArray(input.Tags) ? input.Tags : []) as { Key?: string; Value?: string }[];
  const tagKeys = (Array.isArray(input.TagKeys) ? input.TagKeys : tags.map(({ Key }) => Key)) as string[];
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, [Value ?? '']])),
    ...(tagKeys.length > 0 && { 'aws:TagKeys': tagKeys }),
    ...(typeof input.PolicyArn === 'string' && { 'iam:PolicyARN': [input.PolicyArn] }),
    ...(typeof input.PermissionsBoundary === 'string' && { 'iam:PermissionsBoundary': [input.PermissionsBoundary] }),
  };
}
