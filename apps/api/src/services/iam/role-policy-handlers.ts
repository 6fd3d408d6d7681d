import type * as iam from '@aws-sdk/client-iam';
import type { Handlers } from '@hearth/aws-wire';
import { type PolicyGrants, type Principal, type Roles, roleKind } from '@hearth/iam';
import { attachedPolicy, inlinePolicy, paging, truncation } from './presentation.js';

export function rolePolicyHandlers(roles: Roles, grants: PolicyGrants) {
  return {
    async AttachRolePolicy(input, { accountId }) {
      await grants.attach(await roles.get(accountId, input.RoleName), input.PolicyArn);
      return {};
    },

    async DetachRolePolicy(input, { accountId }) {
      await grants.detach(await roles.get(accountId, input.RoleName), input.PolicyArn);
      return {};
    },

    async ListAttachedRolePolicies(input, { accountId }) {
      const page = await grants.attached(await roles.get(accountId, input.RoleName), paging(input), input.PathPrefix);
      return { AttachedPolicies: page.items.map(attachedPolicy), ...truncation(page) };
    },

    async PutRolePolicy(input, { accountId }) {
      const role = await roles.get(accountId, input.RoleName);
      await grants.putInline(role, roleKind, { name: input.PolicyName, text: input.PolicyDocument });
      return {};
    },

    async GetRolePolicy(input, { accountId }) {
      const role = await roles.get(accountId, input.RoleName);
      return { RoleName: role.name, ...inlinePolicy(await grants.inline(role, roleKind, input.PolicyName)) };
    },

    async DeleteRolePolicy(input, { accountId }) {
      await grants.removeInline(await roles.get(accountId, input.RoleName), roleKind, input.PolicyName);
      return {};
    },

    async ListRolePolicies(input, { accountId }) {
      const page = await grants.inlineNames(await roles.get(accountId, input.RoleName), paging(input));
      return { PolicyNames: [...page.items], ...truncation(page) };
    },
  } satisfies Handlers<typeof iam, Principal>;
}
