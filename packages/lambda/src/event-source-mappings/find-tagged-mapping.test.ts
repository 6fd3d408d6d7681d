import type { EventSourceMapping } from './event-source-mapping.js';
import { findTaggedMapping } from './find-tagged-mapping.js';

const caller = { accountId: '111111111111', region: 'us-east-1' };
const id = '14e0db71-5d35-4eb5-b481-8945cf9d10c2';
const find = findTaggedMapping({
  find: async (_scope, asked) => (asked === id ? ({ id, tags: { a: 'b' } } as unknown as EventSourceMapping) : undefined),
  replaceTags: async () => true,
});

it('finds a mapping by its own ARN', async () => {
  const found = await find(`arn:aws:lambda:us-east-1:111111111111:event-source-mapping:${id}`, caller);
  expect(found.tags).toEqual({ a: 'b' });
});

it.each([
  `arn:aws-cn:lambda:us-east-1:111111111111:event-source-mapping:${id}`,
  `arn:aws:lambda:eu-west-1:111111111111:event-source-mapping:${id}`,
  `arn:aws:lambda:us-east-1:222222222222:event-source-mapping:${id}`,
])('finds none by %s, by which no policy knows it', async (arn) => {
  await expect(find(arn, caller)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});
