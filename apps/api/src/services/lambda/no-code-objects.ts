import type { CodeObjects } from '@hearth/lambda';

/** What is read of S3 where there is no S3. */
export const noCodeObjects: CodeObjects = {
  find: async () => ({ kind: 'refused', code: 'NoSuchBucket', message: 'The specified bucket does not exist' }),
};
