import type { AccessKey, AccessKeyStore, User } from '@hearth/iam';
import type { PrismaClient, AccessKey as Row } from '../generated/client.js';
import { toUser } from './entity-rows.js';
import type { IdentityChanges } from './identity-changes.js';
import { lockEntity } from './postgres-grants.js';
import { isTaken } from './prisma-refusals.js';

/** The users' access keys, in Postgres. */
export class PostgresAccessKeys implements AccessKeyStore {
  readonly #prisma: PrismaClient;
  readonly #changes: IdentityChanges;

  constructor(prisma: PrismaClient, changes: IdentityChanges) {
    this.#prisma = prisma;
    this.#changes = changes;
  }

  async find(id: string): Promise<{ key: AccessKey; user: User } | undefined> {
    const row = await this.#prisma.accessKey.findUnique({ where: { id }, include: { entity: { include: { role: true } } } });
    return row ? { key: toKey(row), user: toUser(row.entity) } : undefined;
  }

  async list(userId: string): Promise<readonly AccessKey[]> {
    return (await this.#prisma.accessKey.findMany({ where: { entityId: userId }, orderBy: { createdAt: 'asc' } })).map(toKey);
  }

  async insert(key: AccessKey, max: number): Promise<'inserted' | 'full' | 'taken'> {
    try {
      return await this.#prisma.$transaction(async (transaction) => {
        await lockEntity(transaction, key.userId);
        if ((await transaction.accessKey.count({ where: { entityId: key.userId } })) >= max) return 'full';
        await transaction.accessKey.create({ data: accessKeyColumns(key) });
        return 'inserted';
      });
    } catch (error) {
      if (isTaken(error)) return 'taken';
      throw error;
    }
  }

  async setActive(userId: string, id: string, active: boolean): Promise<boolean> {
    const { count } = await this.#prisma.accessKey.updateMany({ where: { id, entityId: userId }, data: { active } });
    this.#changes.announce({ kind: 'access-key', id });
    return count > 0;
  }

  async remove(userId: string, id: string): Promise<boolean> {
    const { count } = await this.#prisma.accessKey.deleteMany({ where: { id, entityId: userId } });
    this.#changes.announce({ kind: 'access-key', id });
    return count > 0;
  }
}

export const accessKeyColumns = ({ id, userId, active, sealedSecret, createdAt }: AccessKey) => ({
  id,
  entityId: userId,
  active,
  sealedSecret: new Uint8Array(sealedSecret),
  createdAt,
});

const toKey = (row: Row): AccessKey => ({
  id: row.id,
  userId: row.entityId,
  active: row.active,
  sealedSecret: row.sealedSecret,
  createdAt: row.createdAt,
});
