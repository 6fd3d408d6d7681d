import type { FunctionAccess, PoliciesInForce, Scope } from '@hearth/lambda';
import { LRUCache } from 'lru-cache';

/** Staleness that is possible even when no news of a change arrives. */
const ageMillisecondsMax = 5000;
const functionsMax = 10_000;
const charactersMax = 64 * 1024 * 1024;

/**
 * Remembers functions' policies and tags, so that a warm invocation asks no database. An answer that was asked for before `forget` is not
 * kept after it, and functions that do not exist are not worth memory that anybody could fill.
 */
export class CachedPolicies implements PoliciesInForce {
  private readonly known = new LRUCache<string, FunctionAccess>({
    max: functionsMax,
    maxSize: charactersMax,
    ttl: ageMillisecondsMax,
    sizeCalculation: sizeOf,
  });
  private readonly asked = new Map<string, Promise<FunctionAccess | undefined>>();

  constructor(private readonly inner: PoliciesInForce) {}

  async accessOf(scope: Scope, name: string): Promise<FunctionAccess | undefined> {
    const key = keyOf(scope, name);
    return this.known.get(key) ?? this.asked.get(key) ?? this.ask(key, scope, name);
  }

  forget(scope: Scope, name: string): void {
    const key = keyOf(scope, name);
    this.known.delete(key);
    this.asked.delete(key);
  }

  private ask(key: string, scope: Scope, name: string): Promise<FunctionAccess | undefined> {
    const start = performance.now();
    const answer = this.inner.accessOf(scope, name);
    this.asked.set(key, answer);
    return answer
      .then((found) => {
        if (found && this.asked.get(key) === answer) this.known.set(key, found, { start });
        return found;
      })
      .finally(() => {
        if (this.asked.get(key) === answer) this.asked.delete(key);
      });
  }
}

const keyOf = ({ accountId, region }: Scope, name: string) => `${accountId}/${region}/${name}`;

/** As many characters as are remembered, with some for what holds them. */
function sizeOf({ policies, tags }: FunctionAccess): number {
  const texts = [...Object.entries(policies), ...Object.entries(tags)].flat();
  return texts.reduce((sum, text) => sum + text.length, 256);
}
