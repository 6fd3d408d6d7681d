import { type GrantStore, type InlinePolicy, parseIamArn } from '@hearth/iam';
import type { Prisma, PrismaClient } from '../generated/client.js';
import type { IdentityChanges } from './identity-changes.js';

/** Which policies users and roles have, in Postgres. */
export class PostgresGrants implements GrantStore {
  readonly #prisma: PrismaClient;
  readonly #changes: IdentityChanges;

  constructor(prisma: PrismaClient, changes: IdentityChanges) {
    this.#prisma = prisma;
    this.#changes = changes;
  }

  async attachedTo(entityId: string): Promise<readonly string[]> {
    const rows = await this.#prisma.policyAttachment.findMany({
      where: { entityId },
      orderBy: [{ attachedAt: 'asc' }, { policyArn: 'asc' }],
    });
    return rows.map(({ policyArn }) => policyArn);
  }

  async attach(entityId: string, policyArn: string, max: number): Promise<'attached' | 'no-policy' | 'full'> {
    const outcome = await this.#prisma.$transaction(async (transaction) => {
      await lockEntity(transaction, entityId);
      if (!(await holdPolicy(transaction, policyArn))) return 'no-policy' as const;
      const attached = await transaction.policyAttachment.findMany({ where: { entityId } });
      if (attached.some((row) => row.policyArn === policyArn)) return 'attached' as const;
      if (attached.length >= max) return 'full' as const;
      await transaction.policyAttachment.create({ data: { entityId, policyArn, attachedAt: new Date() } });
      return 'attached' as const;
    });
    if (outcome === 'attached') this.#changes.announce({ kind: 'entity', id: entityId });
    return outcome;
  }

  async detach(entityId: string, policyArn: string): Promise<boolean> {
    const { count } = await this.#prisma.policyAttachment.deleteMany({ where: { entityId, policyArn } });
    this.#changes.announce({ kind: 'entity', id: entityId });
    return count > 0;
  }

  async inlineOf(entityId: string): Promise<readonly InlinePolicy[]> {
    const rows = await this.#prisma.inlinePolicy.findMany({ where: { entityId }, orderBy: { name: 'asc' } });
    return rows.map(({ name, document }) => ({ name, text: document }));
  }

  async putInline(entityId: string, policy: InlinePolicy, fits: (all: readonly InlinePolicy[]) => boolean): Promise<boolean> {
    const written = await this.#prisma.$transaction(async (transaction) => {
      await lockEntity(transaction, entityId);
      const rows = await transaction.inlinePolicy.findMany({ where: { entityId, name: { not: policy.name } } });
      if (!fits([...rows.map(({ name, document }) => ({ name, text: document })), policy])) return false;
      const where = { entityId_name: { entityId, name: policy.name } };
      const create = { entityId, name: policy.name, document: policy.text };
      await transaction.inlinePolicy.upsert({ where, create, update: { document: policy.text } });
      return true;
    });
    if (written) this.#changes.announce({ kind: 'entity', id: entityId });
    return written;
  }

  async removeInline(entityId: string, name: string): Promise<boolean> {
    const { count } = await this.#prisma.inlinePolicy.deleteMany({ where: { entityId, name } });
    this.#changes.announce({ kind: 'entity', id: entityId });
    return count > 0;
  }
}

/** Two that count and then add to the same entity wait for each other. */
export async function lockEntity(transaction: Prisma.TransactionClient, entityId: string): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM iam_entities WHERE id = ${entityId} FOR UPDATE`;
}

/** Keeps a policy of an account from being deleted until the transaction ends; false when it is gone. What AWS publishes stays. */
async function holdPolicy(transaction: Prisma.TransactionClient, policyArn: string): Promise<boolean> {
  const parts = parseIamArn(policyArn, 'policy');
  if (!parts) return false;
  if (parts.accountId === 'aws') return true;
  const { accountId, path, name } = parts;
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM managed_policies WHERE account_id = ${accountId} AND path = ${path} AND name = ${name} FOR SHARE`;
  return rows.length > 0;
}
