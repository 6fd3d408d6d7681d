import type { AccountStore, Founding } from '@hearth/iam';
import type { PrismaClient } from '../generated/client.js';
import { entityColumns } from './entity-rows.js';
import { accessKeyColumns } from './postgres-access-keys.js';
import { isTaken } from './prisma-refusals.js';

/** The accounts, in Postgres. */
export class PostgresAccounts implements AccountStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async found({ accountId, admin, adminPolicyArn, adminKey, adminPasswordHash }: Founding): Promise<boolean> {
    const createdAt = admin.createdAt;
    try {
      await this.#prisma.$transaction([
        this.#prisma.account.create({ data: { id: accountId, createdAt } }),
        this.#prisma.iamEntity.create({ data: { ...entityColumns(admin), kind: 'user' } }),
        this.#prisma.policyAttachment.create({ data: { entityId: admin.id, policyArn: adminPolicyArn, attachedAt: createdAt } }),
        this.#prisma.accessKey.create({ data: accessKeyColumns(adminKey) }),
        this.#prisma.loginProfile.create({ data: { entityId: admin.id, passwordHash: adminPasswordHash, createdAt } }),
      ]);
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }

  async exists(accountId: string): Promise<boolean> {
    return (await this.#prisma.account.count({ where: { id: accountId } })) > 0;
  }
}
