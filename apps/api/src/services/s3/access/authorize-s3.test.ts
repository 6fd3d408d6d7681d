import type { Call } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import type { Buckets } from '@hearth/services';
import { authorizeS3 } from './authorize-s3.js';
import type { S3Access } from './s3-access.js';

const owner = '111111111111';
/** Policies that allow everything. */
const authorize = authorizeS3(
  { find: async () => ({ name: 'b', accountId: owner }) } as unknown as Buckets,
  { require: async () => {} } as unknown as S3Access,
);
const asking = (operation: 'PutBucketPolicy' | 'GetBucketPolicy' | 'DeleteBucketPolicy' | 'GetObject', accountId: string) =>
  authorize(operation, { Bucket: 'b', Key: 'k' }, { principal: { accountId } } as Call<Principal>);

it.each(['PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy'] as const)(
  '%s is for the account of the bucket alone, whatever policies allow',
  async (operation) => {
    await expect(asking(operation, owner)).resolves.toBe('none');
    await expect(asking(operation, '222222222222')).rejects.toMatchObject({ code: 'MethodNotAllowed' });
  },
);

it('lets other accounts do what policies allow of the rest', async () => {
  await expect(asking('GetObject', '222222222222')).resolves.toBe('none');
});
