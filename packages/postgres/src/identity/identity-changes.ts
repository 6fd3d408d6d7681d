/** Tells every process. Satisfied by the Redis broadcast; without one, only this process hears of a change at once. */
export interface Broadcast {
  publish(topic: string, message: string): unknown;
  /** Returns, or resolves to, what ends the subscription. */
  subscribe(topic: string, listener: (message: string) => void): unknown;
}

export type IdentityChange =
  | { readonly kind: 'access-key'; readonly id: string }
  | { readonly kind: 'entity'; readonly id: string }
  /** A managed policy changed, which any number of users and roles may have. */
  | { readonly kind: 'policy' };

type Listener = (change: IdentityChange) => void;

const topic = 'identity-changed';

/** Carries news of changes to whoever remembers identities: at once in this process, and by broadcast in the others. */
export class IdentityChanges {
  readonly #broadcast: Broadcast | undefined;
  readonly #listeners: Listener[] = [];
  #subscription: Promise<unknown> | undefined;

  constructor(broadcast: Broadcast | undefined) {
    this.#broadcast = broadcast;
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
    this.#subscription ??= this.#subscribe();
  }

  /** A broadcast that fails delays the news in other processes to the age limit of what they remember; it fails nothing here. */
  announce(change: IdentityChange): void {
    this.#tell(change);
    Promise.resolve()
      .then(() => this.#broadcast?.publish(topic, JSON.stringify(change)))
      .catch(() => {});
  }

  async close(): Promise<void> {
    const end = await this.#subscription;
    if (typeof end === 'function') await end();
  }

  /** Without a subscription this process learns of changes elsewhere when what it remembers has aged. */
  async #subscribe(): Promise<unknown> {
    try {
      return await this.#broadcast?.subscribe(topic, (message) => this.#tell(JSON.parse(message)));
    } catch {
      return undefined;
    }
  }

  #tell(change: IdentityChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
