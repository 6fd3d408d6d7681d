import { type ManagedPolicy, managedPolicyArn, type PageRequest, type PolicyStore, type PolicyUsage } from '@hearth/iam';
import type { PrismaClient, ManagedPolicy as Row } from '../generated/client.js';
import { fromTags, nameKey, toTags } from './entity-rows.js';
import { isTaken } from './prisma-refusals.js';

/** The managed policies of accounts, in Postgres. */
export class PostgresPolicies implements PolicyStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async find(accountId: string, name: string): Promise<ManagedPolicy | undefined> {
    const row = await this.#prisma.managedPolicy.findFirst({ where: { accountId, name } });
    return row ? toPolicy(row) : undefined;
  }

  async list(accountId: string, { after, limit }: PageRequest): Promise<readonly ManagedPolicy[]> {
    const where = { accountId, ...(after !== undefined && { name: { gt: after } }) };
    const rows = await this.#prisma.managedPolicy.findMany({ where, orderBy: { name: 'asc' }, take: limit });
    return rows.map(toPolicy);
  }

  async insert(policy: ManagedPolicy, text: string): Promise<boolean> {
    const { tags, ...columns } = policy;
    const first = { number: policy.defaultVersion, document: text, createdAt: policy.createdAt };
    try {
      await this.#prisma.managedPolicy.create({
        data: {
          ...columns,
          nameKey: nameKey(policy.name),
          tags: fromTags(tags),
          latestVersion: policy.defaultVersion,
          versions: { create: first },
        },
      });
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }

  async remove(policy: ManagedPolicy): Promise<boolean> {
    const arn = managedPolicyArn(policy);
    return this.#prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM managed_policies WHERE id = ${policy.id} FOR UPDATE`;
      if ((await transaction.policyAttachment.count({ where: { policyArn: arn } })) > 0) return false;
      if ((await transaction.iamEntity.count({ where: { boundaryArn: arn } })) > 0) return false;
      await transaction.managedPolicy.deleteMany({ where: { id: policy.id } });
      return true;
    });
  }

  async usage(accountId: string): Promise<ReadonlyMap<string, PolicyUsage>> {
    const [attachments, boundaries] = await Promise.all([
      this.#prisma.policyAttachment.groupBy({ by: ['policyArn'], where: { entity: { accountId } }, _count: true }),
      this.#prisma.iamEntity.groupBy({ by: ['boundaryArn'], where: { accountId, boundaryArn: { not: null } }, _count: true }),
    ]);
    const usage = new Map<string, PolicyUsage>();
    for (const { policyArn, _count } of attachments) usage.set(policyArn, { attachments: _count, boundaries: 0 });
    for (const { boundaryArn, _count } of boundaries) {
      usage.set(boundaryArn!, { attachments: usage.get(boundaryArn!)?.attachments ?? 0, boundaries: _count });
    }
    return usage;
  }
}

const toPolicy = (row: Row): ManagedPolicy => ({
  id: row.id,
  accountId: row.accountId,
  path: row.path,
  name: row.name,
  tags: toTags(row.tags),
  defaultVersion: row.defaultVersion,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  ...(row.description !== null && { description: row.description }),
});
