import type { Scope, ServedUrl, UrlResolver } from '@hearth/lambda';
import { LRUCache } from 'lru-cache';

/** Staleness that is possible even when no news of a change arrives. */
const ageMillisecondsMax = 5000;
const urlsMax = 10_000;

/** Remembers what URLs lead to, so that a warm request asks no database. An answer asked for before `forget` is not kept after it. */
export class CachedUrls implements UrlResolver {
  readonly #known = new LRUCache<string, ServedUrl>({ max: urlsMax, ttl: ageMillisecondsMax });
  #forgotten = 0;

  constructor(private readonly inner: UrlResolver) {}

  async resolve(urlId: string): Promise<ServedUrl | undefined> {
    const known = this.#known.get(urlId);
    if (known) return known;
    const before = this.#forgotten;
    const start = performance.now();
    const found = await this.inner.resolve(urlId);
    // URLs that lead nowhere are not worth memory that anybody could fill.
    if (found && this.#forgotten === before) this.#known.set(urlId, found, { start });
    return found;
  }

  forget({ accountId, region }: Scope, name: string): void {
    this.#forgotten++;
    for (const [urlId, { scope, functionName }] of this.#known.entries()) {
      if (functionName === name && scope.accountId === accountId && scope.region === region) this.#known.delete(urlId);
    }
  }
}
