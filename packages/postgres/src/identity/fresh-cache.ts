export interface FreshCacheOptions {
  /** No answer older than this is given; its age counts from when it was asked for. */
  readonly maxAgeMilliseconds: number;
  readonly entriesMax: number;
  readonly now?: () => number;
}

/** Remembers answers for a short while. Forgetting counts at once, also for an answer that is still on its way. */
export class FreshCache<V> {
  readonly #load: (key: string) => Promise<V | undefined>;
  readonly #options: FreshCacheOptions;
  readonly #now: () => number;
  readonly #entries = new Map<string, { readonly askedAt: number; readonly answer: Promise<V | undefined> }>();

  constructor(load: (key: string) => Promise<V | undefined>, options: FreshCacheOptions) {
    this.#load = load;
    this.#options = options;
    this.#now = options.now ?? performance.now.bind(performance);
  }

  /** Asks once for many that want the same at the same time. Neither a failure nor "there is none" is remembered. */
  get(key: string): Promise<V | undefined> {
    const known = this.#entries.get(key);
    if (known && this.#now() - known.askedAt < this.#options.maxAgeMilliseconds) return known.answer;
    const entry = { askedAt: this.#now(), answer: this.#load(key) };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#options.entriesMax) this.#entries.delete(this.#entries.keys().next().value!);
    const drop = () => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    };
    entry.answer.then((value) => value === undefined && drop(), drop);
    return entry.answer;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  forgetAll(): void {
    this.#entries.clear();
  }
}
