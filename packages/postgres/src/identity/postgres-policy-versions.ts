import type { PolicyVersion, PolicyVersionStore } from '@hearth/iam';
import type { PrismaClient, PolicyVersion as Row } from '../generated/client.js';
import type { IdentityChanges } from './identity-changes.js';

/** The versions of managed policies, in Postgres. */
export class PostgresPolicyVersions implements PolicyVersionStore {
  readonly #prisma: PrismaClient;
  readonly #changes: IdentityChanges;

  constructor(prisma: PrismaClient, changes: IdentityChanges) {
    this.#prisma = prisma;
    this.#changes = changes;
  }

  async list(policyId: string): Promise<readonly PolicyVersion[]> {
    const rows = await this.#prisma.policyVersion.findMany({ where: { policyId }, orderBy: { number: 'desc' } });
    return rows.map(toVersion);
  }

  async add(policyId: string, text: string, makeDefault: boolean, max: number): Promise<PolicyVersion | undefined> {
    const added = await this.#prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM managed_policies WHERE id = ${policyId} FOR UPDATE`;
      if ((await transaction.policyVersion.count({ where: { policyId } })) >= max) return undefined;
      const { latestVersion } = await transaction.managedPolicy.update({
        where: { id: policyId },
        data: { latestVersion: { increment: 1 } },
      });
      const createdAt = new Date();
      const row = await transaction.policyVersion.create({
        data: { policyId, number: latestVersion, document: text, createdAt },
      });
      const updated = { updatedAt: createdAt, ...(makeDefault && { defaultVersion: latestVersion }) };
      await transaction.managedPolicy.update({ where: { id: policyId }, data: updated });
      return toVersion(row);
    });
    if (makeDefault) this.#changes.announce({ kind: 'policy' });
    return added;
  }

  async setDefault(policyId: string, number: number): Promise<void> {
    await this.#prisma.managedPolicy.update({ where: { id: policyId }, data: { defaultVersion: number, updatedAt: new Date() } });
    this.#changes.announce({ kind: 'policy' });
  }

  async remove(policyId: string, number: number): Promise<void> {
    await this.#prisma.policyVersion.deleteMany({ where: { policyId, number, policy: { defaultVersion: { not: number } } } });
  }
}

const toVersion = ({ number, document, createdAt }: Row): PolicyVersion => ({ number, text: document, createdAt });
