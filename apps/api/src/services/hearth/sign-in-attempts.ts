import { LRUCache } from 'lru-cache';

const second = 1_000;
const minute = 60 * second;
/** A person mistypes a few times; whoever needs more is made to wait twice as long each time. */
const failuresFree = 4;
const waitMax = minute;
const rememberedFor = 15 * minute;
const usersMax = 10_000;
/** Each check costs 100 ms of a core and 32 MB (@hearth/iam, password-hash): more at a time would starve everything else. */
const checksAtOnceMax = 2;

interface Failures {
  readonly count: number;
  readonly freeAtMilliseconds: number;
}

export type Attempt<T> =
  | { readonly kind: 'checked'; readonly result: T | undefined }
  | { readonly kind: 'too-soon'; readonly retryAfterSeconds: number };

/** Slows down who guesses passwords. Counts per user in this process; what is refused as too soon is neither checked nor counted. */
export class SignInAttempts {
  readonly #failures = new LRUCache<string, Failures>({ max: usersMax, ttl: rememberedFor });
  #checking = 0;

  constructor(private readonly clock: () => number = Date.now) {}

  /** Runs `check` unless this user has to wait; a check that gives undefined was a failure. */
  async attempt<T>(user: string, check: () => Promise<T | undefined>): Promise<Attempt<T>> {
    const before = this.#failures.get(user) ?? { count: 0, freeAtMilliseconds: 0 };
    const waitMilliseconds = before.freeAtMilliseconds - this.clock();
    if (waitMilliseconds > 0) return { kind: 'too-soon', retryAfterSeconds: Math.ceil(waitMilliseconds / second) };
    if (this.#checking >= checksAtOnceMax) return { kind: 'too-soon', retryAfterSeconds: 1 };
    this.#checking += 1;
    // Counted before it is known to be wrong: guesses sent side by side must not all pass as the first.
    this.#failures.set(user, failedOnceMore(before, this.clock()));
    try {
      const result = await check();
      if (result !== undefined) this.#failures.delete(user);
      return { kind: 'checked', result };
    } catch (fault) {
      this.#failures.set(user, before);
      throw fault;
    } finally {
      this.#checking -= 1;
    }
  }
}

function failedOnceMore({ count }: Failures, nowMilliseconds: number): Failures {
  const beyond = count + 1 - failuresFree;
  const wait = beyond <= 0 ? 0 : Math.min(second * 2 ** (beyond - 1), waitMax);
  return { count: count + 1, freeAtMilliseconds: nowMilliseconds + wait };
}
