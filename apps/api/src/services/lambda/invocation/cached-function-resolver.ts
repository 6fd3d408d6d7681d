import { type FunctionResolver, latestVersion, type RunnableVersions, type Scope } from '@hearth/lambda';
import { LRUCache } from 'lru-cache';

/** Staleness that is possible even when no news of a change arrives. */
const ageMillisecondsMax = 5000;
const functionsMax = 10_000;

/**
 * Remembers what names lead to, so that a warm invocation asks no database. A question under way counts as remembered from its start: an
 * answer that was read before `forget` is not kept after it.
 */
export class CachedFunctionResolver implements FunctionResolver {
  private readonly byFunction = new LRUCache<string, Map<string, Promise<RunnableVersions | undefined>>>({
    max: functionsMax,
    ttl: ageMillisecondsMax,
  });

  constructor(private readonly inner: FunctionResolver) {}

  async resolve(scope: Scope, name: string, qualifier = latestVersion): Promise<RunnableVersions | undefined> {
    const key = keyOf(scope, name);
    const known = this.byFunction.get(key) ?? new Map<string, Promise<RunnableVersions | undefined>>();
    if (known.size === 0) this.byFunction.set(key, known);
    const asked = known.get(qualifier) ?? this.inner.resolve(scope, name, qualifier);
    known.set(qualifier, asked);
    const found = await asked.catch((error: unknown) => {
      known.delete(qualifier);
      throw error;
    });
    // Names that lead nowhere are not worth memory that anybody could fill.
    if (!found) known.delete(qualifier);
    return found;
  }

  forget(scope: Scope, name: string): void {
    this.byFunction.delete(keyOf(scope, name));
  }
}

const keyOf = ({ accountId, region }: Scope, name: string) => `${accountId}/${region}/${name}`;
