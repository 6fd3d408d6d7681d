import { ResourceTags, type Tags } from './resource-tags.js';

const caller = { accountId: '111111111111', region: 'us-east-1' };
const arn = 'arn:aws:lambda:us-east-1:111111111111:function:f';

/** One tagged thing whose tags somebody else changes before the first change gets through. */
function contested(tags: Tags, meanwhile: Tags) {
  let kept = tags;
  let isFirst = true;
  return new ResourceTags({
    function: async () => {
      const seen = kept;
      return {
        tags: seen,
        replaceTags: async (after) => {
          if (isFirst) kept = meanwhile;
          isFirst = false;
          if (kept !== seen) return false;
          kept = after;
          return true;
        },
      };
    },
  });
}

it('keeps what somebody else tagged at the same time', async () => {
  const tags = contested({ a: '1' }, { a: '1', b: '2' });
  await tags.add(arn, caller, { c: '3' });
  expect(await tags.list(arn, caller)).toEqual({ a: '1', b: '2', c: '3' });
});

it('counts the tags that are there with those that are added', async () => {
  const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, '']));
  const tags = contested(fifty, fifty);
  await expect(tags.add(arn, caller, { one: 'more' })).rejects.toThrow('Number of tags exceeds resource tag limit.');
  await tags.remove(arn, caller, ['k0']);
  await tags.add(arn, caller, { one: 'more' });
});

it('finds nothing of a kind that does not exist here', async () => {
  const mapping = 'arn:aws:lambda:us-east-1:111111111111:event-source-mapping:0';
  await expect(new ResourceTags({}).list(mapping, caller)).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: `Event source mapping not found: ${mapping}`,
  });
});
