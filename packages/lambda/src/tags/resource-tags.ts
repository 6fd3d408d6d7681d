import { LambdaError } from '../lambda-error.js';
import type { Scope } from '../names/scope.js';
import { checkTagCount } from './check-tag-count.js';

export type Tags = Readonly<Record<string, string>>;

/** A thing that carries tags. */
export interface TaggedResource {
  readonly tags: Tags;
  /** False, and nothing is changed, when the tags are no longer what they were. */
  replaceTags(tags: Tags): Promise<boolean>;
}

/** Finds things of one kind by their ARN; refuses as AWS does what is not there or carries no tags. */
export type FindTagged = (arn: string, caller: Scope) => Promise<TaggedResource>;

/** The sixth part of an ARN, and what AWS calls such a thing when it is not found. */
const kinds = {
  function: 'Function',
  'capacity-provider': 'Capacity provider',
  'code-signing-config': 'Code signing config',
  'event-source-mapping': 'Event source mapping',
  layer: 'Layer',
} as const;

export type TaggedKind = keyof typeof kinds;

/** Tags of whatever carries them. Of a kind without a finder nothing exists. */
export class ResourceTags {
  constructor(private readonly finders: Readonly<Partial<Record<TaggedKind, FindTagged>>>) {}

  async list(arn: string, caller: Scope): Promise<Tags> {
    return (await this.find(arn, caller)).tags;
  }

  async add(arn: string, caller: Scope, added: Tags): Promise<void> {
    if (Object.keys(added).length === 0) {
      throw new LambdaError('InvalidParameterValueException', 'An error occurred and the request cannot be processed.');
    }
    await this.change(arn, caller, (tags) => ({ ...tags, ...added }));
  }

  async remove(arn: string, caller: Scope, keys: readonly string[]): Promise<void> {
    await this.change(arn, caller, (tags) => Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))));
  }

  private async change(arn: string, caller: Scope, changed: (tags: Tags) => Tags): Promise<void> {
    for (let attempts = 0; attempts < attemptsMax; attempts++) {
      const found = await this.find(arn, caller);
      const tags = changed(found.tags);
      checkTagCount(tags);
      if (await found.replaceTags(tags)) return;
    }
    throw new LambdaError('ResourceConflictException', `The tags of ${arn} are being changed by others. Please try again.`);
  }

  private async find(arn: string, caller: Scope): Promise<TaggedResource> {
    const kind = arn.split(':')[5] as TaggedKind;
    const finder = this.finders[kind];
    if (finder) return finder(arn, caller);
    throw new LambdaError('ResourceNotFoundException', `${kinds[kind] ?? 'Resource'} not found: ${arn}`);
  }
}

/** Each time an attempt is overtaken somebody else got through, so this many say that something is wrong. */
const attemptsMax = 50;
