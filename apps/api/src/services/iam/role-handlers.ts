import type * as iam from '@aws-sdk/client-iam';
import type { Handlers } from '@hearth/aws-wire';
import { type Principal, type Roles, tagList, withoutTags, withTags } from '@hearth/iam';
import { describedRole, listedRole, newRole, paging, truncation, wholeRole } from './presentation.js';

export function roleHandlers(roles: Roles) {
  return {
    async CreateRole(input, { accountId }) {
      const role = await roles.create(accountId, {
        name: input.RoleName,
        trustPolicy: input.AssumeRolePolicyDocument,
        ...(input.Path !== undefined && { path: input.Path }),
        ...(input.Description !== undefined && { description: input.Description }),
        ...(input.MaxSessionDuration !== undefined && { maxSessionSeconds: input.MaxSessionDuration }),
        ...(input.PermissionsBoundary !== undefined && { boundaryArn: input.PermissionsBoundary }),
        ...(input.Tags && { tags: input.Tags }),
      });
      return { Role: newRole(role) };
    },

    async GetRole(input, { accountId }) {
      return { Role: wholeRole(await roles.get(accountId, input.RoleName)) };
    },

    async ListRoles(input, { accountId }) {
      const page = await roles.list(accountId, paging(input), input.PathPrefix);
      return { Roles: page.items.map(listedRole), ...truncation(page) };
    },

    async UpdateRole(input, { accountId }) {
      await roles.update(accountId, input.RoleName, {
        ...(input.Description !== undefined && { description: input.Description }),
        ...(input.MaxSessionDuration !== undefined && { maxSessionSeconds: input.MaxSessionDuration }),
      });
      return {};
    },

    async UpdateRoleDescription(input, { accountId }) {
      return { Role: describedRole(await roles.update(accountId, input.RoleName, { description: input.Description })) };
    },

    async UpdateAssumeRolePolicy(input, { accountId }) {
      await roles.setTrustPolicy(accountId, input.RoleName, input.PolicyDocument);
      return {};
    },

    async DeleteRole(input, { accountId }) {
      await roles.delete(accountId, input.RoleName);
      return {};
    },

    async PutRolePermissionsBoundary(input, { accountId }) {
      await roles.setBoundary(accountId, input.RoleName, input.PermissionsBoundary);
      return {};
    },

    async DeleteRolePermissionsBoundary(input, { accountId }) {
      await roles.setBoundary(accountId, input.RoleName, undefined);
      return {};
    },

    async TagRole(input, { accountId }) {
      await roles.setTags(accountId, input.RoleName, (tags) => withTags(tags, input.Tags));
      return {};
    },

    async UntagRole(input, { accountId }) {
      await roles.setTags(accountId, input.RoleName, (tags) => withoutTags(tags, input.TagKeys));
      return {};
    },

    async ListRoleTags(input, { accountId }) {
      return { Tags: tagList((await roles.get(accountId, input.RoleName)).tags), IsTruncated: false };
    },

    /** There are no instances here, hence no profiles; tools ask before they delete a role. */
    async ListInstanceProfilesForRole(input, { accountId }) {
      await roles.get(accountId, input.RoleName);
      return { InstanceProfiles: [], IsTruncated: false };
    },
  } satisfies Handlers<typeof iam, Principal>;
}
