import type { AccessKey, AccessKeyLookup, GrantedPolicies, PolicySource, User } from '@hearth/iam';
import { FreshCache } from './fresh-cache.js';
import type { IdentityChange } from './identity-changes.js';

/** Nothing older is used, also when no news of changes arrives. */
const maxAgeMilliseconds = 5_000;
const entriesMax = 10_000;

/** Keys and policies as every request needs them, remembered for up to 5 s unless news of a change comes first. */
export class RememberedIdentities implements AccessKeyLookup, PolicySource {
  readonly #source: PolicySource;
  readonly #keys: FreshCache<{ readonly key: AccessKey; readonly user: User }>;
  readonly #granted: FreshCache<GrantedPolicies>;
  readonly #managed: FreshCache<string>;

  constructor(lookup: AccessKeyLookup, source: PolicySource) {
    this.#source = source;
    this.#keys = new FreshCache((id) => lookup.find(id), { maxAgeMilliseconds, entriesMax });
    this.#granted = new FreshCache((id) => this.#source.grantedTo(id), { maxAgeMilliseconds, entriesMax });
    this.#managed = new FreshCache((arn) => this.#source.managedPolicy(arn), { maxAgeMilliseconds, entriesMax });
  }

  find(id: string) {
    return this.#keys.get(id);
  }

  grantedTo(entityId: string) {
    return this.#granted.get(entityId);
  }

  managedPolicy(arn: string) {
    return this.#managed.get(arn);
  }

  forget(change: IdentityChange): void {
    switch (change.kind) {
      case 'access-key':
        this.#keys.forget(change.id);
        break;
      case 'entity':
        this.#granted.forget(change.id);
        break;
      case 'policy':
        this.#granted.forgetAll();
        this.#managed.forgetAll();
        break;
    }
  }
}
