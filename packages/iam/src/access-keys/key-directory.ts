import type { PolicySource } from '../authorizer/policy-source.js';
import type { AccessKeys, CredentialLookup } from '../ports.js';
import { sessionPrincipal } from '../sessions/session-principal.js';
import type { SessionTokens } from '../sessions/session-token.js';
import { userPrincipal } from '../users/user.js';
import type { AccessKey, AccessKeyLookup } from './access-key-store.js';
import type { UserKeys } from './user-keys.js';

/** Knows every key that may sign: the long-term keys of users, and the temporary keys of sessions by their token. */
export class KeyDirectory implements AccessKeys {
  readonly #lookup: AccessKeyLookup;
  readonly #keys: UserKeys;
  readonly #tokens: SessionTokens;
  readonly #entities: Pick<PolicySource, 'grantedTo'>;
  /** Decrypted as long as the lookup hands out the same object. */
  readonly #secrets = new WeakMap<AccessKey, string>();

  constructor(lookup: AccessKeyLookup, keys: UserKeys, tokens: SessionTokens, entities: Pick<PolicySource, 'grantedTo'>) {
    this.#lookup = lookup;
    this.#keys = keys;
    this.#tokens = tokens;
    this.#entities = entities;
  }

  find(accessKeyId: string, sessionToken: string | undefined): Promise<CredentialLookup> {
    if (accessKeyId.startsWith('ASIA')) return this.#temporary(accessKeyId, sessionToken);
    return sessionToken === undefined ? this.#longTerm(accessKeyId) : Promise.resolve({ kind: 'unknown' });
  }

  async #longTerm(accessKeyId: string): Promise<CredentialLookup> {
    const found = await this.#lookup.find(accessKeyId);
    if (!found?.key.active) return { kind: 'unknown' };
    const secretAccessKey = this.#secrets.get(found.key) ?? this.#keys.secretOf(found.key);
    this.#secrets.set(found.key, secretAccessKey);
    return { kind: 'found', credentials: { accessKeyId, secretAccessKey, principal: userPrincipal(found.user) } };
  }

  /** A session ends with its role or user, not only with its time. */
  async #temporary(accessKeyId: string, sessionToken: string | undefined): Promise<CredentialLookup> {
    if (sessionToken === undefined) return { kind: 'unknown' };
    const opened = this.#tokens.open(accessKeyId, sessionToken);
    if (opened.kind === 'expired') return { kind: 'expired' };
    if (opened.kind === 'forged' || !(await this.#entities.grantedTo(opened.grant.entityId))) return { kind: 'unknown' };
    const { grant, secretAccessKey } = opened;
    return { kind: 'found', credentials: { accessKeyId, secretAccessKey, sessionToken, principal: sessionPrincipal(grant) } };
  }
}
