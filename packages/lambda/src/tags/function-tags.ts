import type { FunctionReader } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Functions } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import type { FunctionReference } from '../names/function-reference.js';
import { checkTagCount } from './check-tag-count.js';

/** A function's tags. Versions and aliases have none. */
export class FunctionTags {
  constructor(
    private readonly reader: FunctionReader,
    private readonly functions: Functions,
  ) {}

  async list(reference: FunctionReference): Promise<Readonly<Record<string, string>>> {
    return (await this.find(reference)).tags;
  }

  async add(reference: FunctionReference, tags: Readonly<Record<string, string>>): Promise<void> {
    if (Object.keys(tags).length === 0) {
      throw new LambdaError('InvalidParameterValueException', 'An error occurred and the request cannot be processed.');
    }
    const fn = await this.find(reference);
    const all = { ...fn.tags, ...tags };
    checkTagCount(all);
    await this.functions.replaceTags(fn.id, all);
  }

  async remove(reference: FunctionReference, keys: readonly string[]): Promise<void> {
    const fn = await this.find(reference);
    const kept = Object.entries(fn.tags).filter(([key]) => !keys.includes(key));
    await this.functions.replaceTags(fn.id, Object.fromEntries(kept));
  }

  private async find(reference: FunctionReference): Promise<LambdaFunction> {
    if (reference.qualifier !== undefined) {
      throw new LambdaError(
        'InvalidParameterValueException',
        'Tags on function aliases and versions are not supported. Please specify a function ARN.',
      );
    }
    return this.reader.find(reference);
  }
}
