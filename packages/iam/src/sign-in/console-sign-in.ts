import type { EntityStore } from '../entity.js';
import type { UserPrincipal } from '../principal.js';
import { type User, userPrincipal } from '../users/user.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import type { PasswordStore } from './password-store.js';

/** Checks who signs in to the console. */
export class ConsoleSignIn {
  readonly #users: Pick<EntityStore<User>, 'find'>;
  readonly #passwords: PasswordStore;
  #decoy: Promise<string> | undefined;

  constructor(users: Pick<EntityStore<User>, 'find'>, passwords: PasswordStore) {
    this.#users = users;
    this.#passwords = passwords;
  }

  /** The user, or undefined for a wrong name or password: neither the answer nor its time tells which. */
  async verifyConsolePassword(accountId: string, userName: string, password: string): Promise<UserPrincipal | undefined> {
    const user = await this.#users.find(accountId, userName);
    const known = user && (await this.#passwords.find(user.id));
    this.#decoy ??= hashPassword('nobody has this password');
    const right = await verifyPassword(password, known ?? (await this.#decoy));
    return user && known && right ? userPrincipal(user) : undefined;
  }

  async setPassword(user: User, password: string): Promise<void> {
    await this.#passwords.put(user.id, await hashPassword(password));
  }
}
