import type { FunctionReader } from '../functions/function-reader.js';
import type { Functions } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { parseFunctionReference } from '../names/function-reference.js';
import type { FindTagged } from './resource-tags.js';

/** Finds functions for their tags. Versions and aliases have none. */
export function findTaggedFunction(reader: FunctionReader, functions: Pick<Functions, 'replaceTags'>): FindTagged {
  return async (arn, caller) => {
    const reference = parseFunctionReference(arn, undefined, caller);
    if (reference.qualifier !== undefined) {
      throw new LambdaError(
        'InvalidParameterValueException',
        'Tags on function aliases and versions are not supported. Please specify a function ARN.',
      );
    }
    const { id, tags } = await reader.find(reference);
    return { tags, replaceTags: (after) => functions.replaceTags(id, tags, after) };
  };
}
