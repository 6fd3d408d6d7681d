import type * as iam from '@aws-sdk/client-iam';
import type { Handlers } from '@hearth/aws-wire';
import { type PolicyGrants, type Principal, type Users, userKind } from '@hearth/iam';
import { attachedPolicy, inlinePolicy, paging, truncation } from './presentation.js';

export function userPolicyHandlers(users: Users, grants: PolicyGrants) {
  return {
    async AttachUserPolicy(input, { accountId }) {
      await grants.attach(await users.get(accountId, input.UserName), input.PolicyArn);
      return {};
    },

    async DetachUserPolicy(input, { accountId }) {
      await grants.detach(await users.get(accountId, input.UserName), input.PolicyArn);
      return {};
    },

    async ListAttachedUserPolicies(input, { accountId }) {
      const page = await grants.attached(await users.get(accountId, input.UserName), paging(input), input.PathPrefix);
      return { AttachedPolicies: page.items.map(attachedPolicy), ...truncation(page) };
    },

    async PutUserPolicy(input, { accountId }) {
      const user = await users.get(accountId, input.UserName);
      await grants.putInline(user, userKind, { name: input.PolicyName, text: input.PolicyDocument });
      return {};
    },

    async GetUserPolicy(input, { accountId }) {
      const user = await users.get(accountId, input.UserName);
      return { UserName: user.name, ...inlinePolicy(await grants.inline(user, userKind, input.PolicyName)) };
    },

    async DeleteUserPolicy(input, { accountId }) {
      await grants.removeInline(await users.get(accountId, input.UserName), userKind, input.PolicyName);
      return {};
    },

    async ListUserPolicies(input, { accountId }) {
      const page = await grants.inlineNames(await users.get(accountId, input.UserName), paging(input));
      return { PolicyNames: [...page.items], ...truncation(page) };
    },
  } satisfies Handlers<typeof iam, Principal>;
}
