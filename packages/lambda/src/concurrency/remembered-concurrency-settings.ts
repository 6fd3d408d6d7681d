import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope } from '../names/scope.js';
import type { AccountConcurrency, ConcurrencySettings } from './account-concurrency.js';

interface Broadcast {
  publish(topic: string, message: string): Promise<void>;
  subscribe(topic: string, listener: (message: string) => void): Promise<unknown>;
}

const topic = 'concurrency';
/** Staleness that is possible even when no news of a change arrives. */
const ageMillisecondsMax = 5000;
const scopesMax = 10_000;

/** Remembers what is promised, so that a warm invocation asks no database, and hears of changes in other processes. */
export class RememberedConcurrencySettings implements ConcurrencySettings {
  private readonly remembered = new Map<
    string,
    { readonly asked: Promise<AccountConcurrency>; readonly atMilliseconds: number }
  >();

  constructor(
    private readonly inner: ConcurrencySettings,
    private readonly broadcast: Broadcast,
  ) {}

  async listen(): Promise<void> {
    await this.broadcast.subscribe(topic, (key) => this.remembered.delete(key));
  }

  of(scope: Scope): Promise<AccountConcurrency> {
    const key = keyOf(scope);
    const known = this.remembered.get(key);
    if (known && performance.now() - known.atMilliseconds < ageMillisecondsMax) return known.asked;
    const asked = this.inner.of(scope);
    this.remembered.delete(key);
    this.remembered.set(key, { asked, atMilliseconds: performance.now() });
    asked.catch(() => {
      if (this.remembered.get(key)?.asked === asked) this.remembered.delete(key);
    });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > scopesMax && oldest !== undefined) this.remembered.delete(oldest);
    return asked;
  }

  /** Resolves when no process uses what it knew before: with the news sent, or with every copy too old. */
  async changed(scope: Scope): Promise<void> {
    this.remembered.delete(keyOf(scope));
    await this.broadcast.publish(topic, keyOf(scope)).catch(() => sleep(ageMillisecondsMax));
  }
}

const keyOf = ({ accountId, region }: Scope) => `${accountId}/${region}`;
