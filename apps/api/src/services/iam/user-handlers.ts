import type * as iam from '@aws-sdk/client-iam';
import type { Handlers } from '@hearth/aws-wire';
import { type Principal, tagList, type Users, withoutTags, withTags } from '@hearth/iam';
import { callerOr } from './caller-or.js';
import { listedUser, paging, truncation, wholeUser } from './presentation.js';

export function userHandlers(users: Users) {
  return {
    async CreateUser(input, { accountId }) {
      const user = await users.create(accountId, {
        name: input.UserName,
        ...(input.Path !== undefined && { path: input.Path }),
        ...(input.PermissionsBoundary !== undefined && { boundaryArn: input.PermissionsBoundary }),
        ...(input.Tags && { tags: input.Tags }),
      });
      return { User: wholeUser(user) };
    },

    async GetUser(input, { accountId, principal }) {
      return { User: wholeUser(await users.get(accountId, callerOr(input.UserName, principal))) };
    },

    async ListUsers(input, { accountId }) {
      const page = await users.list(accountId, paging(input), input.PathPrefix);
      return { Users: page.items.map(listedUser), ...truncation(page) };
    },

    async DeleteUser(input, { accountId }) {
      await users.delete(accountId, input.UserName);
      return {};
    },

    async PutUserPermissionsBoundary(input, { accountId }) {
      await users.setBoundary(accountId, input.UserName, input.PermissionsBoundary);
      return {};
    },

    async DeleteUserPermissionsBoundary(input, { accountId }) {
      await users.setBoundary(accountId, input.UserName, undefined);
      return {};
    },

    async TagUser(input, { accountId }) {
      await users.setTags(accountId, input.UserName, (tags) => withTags(tags, input.Tags));
      return {};
    },

    async UntagUser(input, { accountId }) {
      await users.setTags(accountId, input.UserName, (tags) => withoutTags(tags, input.TagKeys));
      return {};
    },

    async ListUserTags(input, { accountId }) {
      return { Tags: tagList((await users.get(accountId, input.UserName)).tags), IsTruncated: false };
    },

    /** There are no groups yet; tools ask before they delete a user. */
    async ListGroupsForUser(input, { accountId }) {
      await users.get(accountId, input.UserName);
      return { Groups: [], IsTruncated: false };
    },
  } satisfies Handlers<typeof iam, Principal>;
}
