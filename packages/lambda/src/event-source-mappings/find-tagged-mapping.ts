import { LambdaError } from '../lambda-error.js';
import type { FindTagged } from '../tags/resource-tags.js';
import type { EventSourceMappings } from './event-source-mappings.js';

/** Finds event source mappings for their tags. */
export function findTaggedMapping(mappings: Pick<EventSourceMappings, 'find' | 'replaceTags'>): FindTagged {
  return async (arn, caller) => {
    const own = `arn:aws:lambda:${caller.region}:${caller.accountId}:event-source-mapping:`;
    const mapping = arn.startsWith(own) ? await mappings.find(caller, arn.slice(own.length)) : undefined;
    if (!mapping) throw new LambdaError('ResourceNotFoundException', `Event source mapping not found: ${arn}`);
    const { tags } = mapping;
    return { tags, replaceTags: (after) => mappings.replaceTags(mapping.id, tags, after) };
  };
}
