import { lookup } from 'node:dns/promises';
import { plainAddress } from './plain-address.js';

const rememberedMilliseconds = 30_000;

/** The one proxy whose word on its clients is taken: whoever else says whom he speaks for is not believed. */
export class TrustedProxy {
  #asked: Promise<ReadonlySet<string>> | undefined;
  #askedAtMilliseconds = 0;

  /** `name` is a host name or an address; `resolve` answers all of its addresses. */
  constructor(
    private readonly name: string,
    private readonly resolve: (name: string) => Promise<readonly { readonly address: string }[]> = (asked) =>
      lookup(asked, { all: true }),
    private readonly nowMilliseconds: () => number = Date.now,
  ) {}

  /** Whether the proxy has this address. Nobody has, while its name leads nowhere. */
  async has(address: string): Promise<boolean> {
    if (this.nowMilliseconds() - this.#askedAtMilliseconds > rememberedMilliseconds) this.#asked = undefined;
    if (!this.#asked) {
      this.#askedAtMilliseconds = this.nowMilliseconds();
      this.#asked = this.resolve(this.name).then(
        (found) => new Set(found.map((each) => plainAddress(each.address))),
        () => new Set<string>(),
      );
    }
    return (await this.#asked).has(address);
  }
}
