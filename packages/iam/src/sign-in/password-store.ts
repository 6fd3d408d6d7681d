/** Keeps the console passwords of users, as hashes. */
export interface PasswordStore {
  find(userId: string): Promise<string | undefined>;
  /** Writes or replaces. */
  put(userId: string, passwordHash: string): Promise<void>;
  /** False when there was none. */
  remove(userId: string): Promise<boolean>;
}
