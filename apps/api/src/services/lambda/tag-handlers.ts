import { type FunctionReference, type FunctionTags, LambdaError } from '@hearth/lambda';
import type { LambdaGroup } from './lambda-handlers.js';
import { ownReferenceOf } from './reference-of.js';

export function tagHandlers(tags: FunctionTags): LambdaGroup<'ListTags' | 'TagResource' | 'UntagResource'> {
  return {
    async ListTags(input, call) {
      return { Tags: { ...(await tags.list(taggedFunction(input.Resource!, call))) } };
    },
    async TagResource(input, call) {
      await tags.add(taggedFunction(input.Resource!, call), input.Tags!);
      return {};
    },
    async UntagResource(input, call) {
      await tags.remove(taggedFunction(input.Resource!, call), input.TagKeys!);
      return {};
    },
  };
}

/** Other kinds of resource that AWS tags do not exist here, so each is one that is not found. */
function taggedFunction(arn: string, caller: { readonly accountId: string; readonly region: string }): FunctionReference {
  const kind = arn.split(':')[5] ?? '';
  if (kind === 'function') return ownReferenceOf({ FunctionName: arn }, caller);
  throw new LambdaError('ResourceNotFoundException', `${kindNames[kind] ?? 'Resource'} not found: ${arn}`);
}

const kindNames: Readonly<Record<string, string>> = {
  'capacity-provider': 'Capacity provider',
  'code-signing-config': 'Code signing config',
  'event-source-mapping': 'Event source mapping',
  layer: 'Layer',
};
