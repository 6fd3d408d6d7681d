import type { ResourceTags } from '@hearth/lambda';
import type { LambdaGroup } from '../lambda-handlers.js';

export function tagHandlers(tags: ResourceTags): LambdaGroup<'ListTags' | 'TagResource' | 'UntagResource'> {
  return {
    async ListTags(input, call) {
      return { Tags: { ...(await tags.list(input.Resource!, call)) } };
    },
    async TagResource(input, call) {
      await tags.add(input.Resource!, call, input.Tags!);
      return {};
    },
    async UntagResource(input, call) {
      await tags.remove(input.Resource!, call, input.TagKeys!);
      return {};
    },
  };
}
