import type { Tags } from './entity.js';
import { IamError } from './iam-error.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const tagsMax = 50;

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** The tags of a new entity. Keys of users and roles are unique without regard to case. */
export function newTags(list: readonly Tag[] = []): Tags {
  return withTags({}, list);
}

/** Adds or replaces; a key in other case replaces too. */
export function withTags(tags: Tags, added: readonly Tag[]): Tags {
  const keys = added.map(({ Key }) => Key!.toLowerCase());
  if (new Set(keys).size !== keys.length) {
    throw new IamError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const result = new Map(Object.entries(tags));
  for (const { Key, Value } of added) {
    const known = [...result.keys()].find((key) => key.toLowerCase() === Key!.toLowerCase());
    result.set(known ?? Key!, Value ?? '');
  }
  if (result.size > tagsMax) {
    throw new IamError('LimitExceeded', `The number of tags has reached the maximum limit.`);
  }
  return Object.fromEntries(result);
}

export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
}

export const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
