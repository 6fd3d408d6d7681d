import { LambdaError } from '../lambda-error.js';
import type { FindTagged } from '../tags/resource-tags.js';
import type { EventSourceMappings } from './event-source-mappings.js';

/** Finds event source mappings for their tags. */
export function findTaggedMapping(mappings: Pick<EventSourceMappings, 'find' | 'replaceTags'>): FindTagged {
  return async (arn, caller) => {
    const [, , , region, accountId, , id = ''] = arn.split(':');
    const isOwn = region === caller.region && accountId === caller.accountId;
    const mapping = isOwn ? await mappings.find(caller, id) : undefined;
    if (!mapping) throw new LambdaError('ResourceNotFoundException', `Event source mapping not found: ${arn}`);
    const { tags } = mapping;
    return { tags, replaceTags: (after) => mappings.replaceTags(mapping.id, tags, after) };
  };
}
