import type { PasswordStore } from '@hearth/iam';
import type { PrismaClient } from '../generated/client.js';

/** The hashes of console passwords, in Postgres. */
export class PostgresPasswords implements PasswordStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async find(userId: string): Promise<string | undefined> {
    return (await this.#prisma.loginProfile.findUnique({ where: { entityId: userId } }))?.passwordHash;
  }

  async put(userId: string, passwordHash: string): Promise<void> {
    const create = { entityId: userId, passwordHash, createdAt: new Date() };
    await this.#prisma.loginProfile.upsert({ where: { entityId: userId }, create, update: { passwordHash } });
  }

  async remove(userId: string): Promise<boolean> {
    return (await this.#prisma.loginProfile.deleteMany({ where: { entityId: userId } })).count > 0;
  }
}
