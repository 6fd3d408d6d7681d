import type * as iam from '@aws-sdk/client-iam';
import type { Handlers } from '@hearth/aws-wire';
import type { Principal, UserKeys, Users } from '@hearth/iam';
import { callerOr } from './caller-or.js';
import { accessKeyMetadata, paging, truncation } from './presentation.js';

export function accessKeyHandlers(users: Users, keys: UserKeys) {
  return {
    async CreateAccessKey(input, { accountId, principal }) {
      const user = await users.get(accountId, callerOr(input.UserName, principal));
      const key = await keys.create(user);
      return {
        AccessKey: {
          UserName: user.name,
          AccessKeyId: key.id,
          Status: 'Active',
          SecretAccessKey: key.secret,
          CreateDate: key.createdAt,
        },
      };
    },

    async ListAccessKeys(input, { accountId, principal }) {
      const user = await users.get(accountId, callerOr(input.UserName, principal));
      const page = await keys.list(user, paging(input));
      return { AccessKeyMetadata: page.items.map((key) => accessKeyMetadata(key, user.name)), ...truncation(page) };
    },

    async UpdateAccessKey(input, { accountId, principal }) {
      const user = await users.get(accountId, callerOr(input.UserName, principal));
      await keys.setActive(user, input.AccessKeyId, input.Status === 'Active');
      return {};
    },

    async DeleteAccessKey(input, { accountId, principal }) {
      const user = await users.get(accountId, callerOr(input.UserName, principal));
      await keys.delete(user, input.AccessKeyId);
      return {};
    },
  } satisfies Handlers<typeof iam, Principal>;
}
