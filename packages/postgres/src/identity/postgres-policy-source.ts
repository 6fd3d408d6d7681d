import { awsManagedPolicies, type GrantedPolicies, type PolicySource, type PolicyText, parseIamArn } from '@hearth/iam';
import type { PrismaClient } from '../generated/client.js';
import { toTags } from './entity-rows.js';

/** Reads the policies in force from Postgres. */
export class PostgresPolicySource implements PolicySource {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async grantedTo(entityId: string): Promise<GrantedPolicies | undefined> {
    const row = await this.#prisma.iamEntity.findUnique({
      where: { id: entityId },
      include: { inlinePolicies: true, attachments: true },
    });
    if (!row) return undefined;
    const arns = row.attachments.map(({ policyArn }) => policyArn);
    const managed = await this.#managedPolicies(row.boundaryArn === null ? arns : [...arns, row.boundaryArn]);
    const text = (name: string): PolicyText => ({ name, text: managed.get(name) ?? missing });
    return {
      policies: [...row.inlinePolicies.map(({ name, document }) => ({ name, text: document })), ...arns.map(text)],
      ...(row.boundaryArn !== null && { boundary: text(row.boundaryArn) }),
      tags: toTags(row.tags),
    };
  }

  async managedPolicy(arn: string): Promise<string | undefined> {
    return (await this.#managedPolicies([arn])).get(arn);
  }

  async #managedPolicies(arns: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    const own: { arn: string; accountId: string; path: string; name: string }[] = [];
    for (const arn of arns) {
      const published = awsManagedPolicies().get(arn);
      const parts = parseIamArn(arn, 'policy');
      if (published) texts.set(arn, published.text);
      else if (parts) own.push({ arn, ...parts });
    }
    if (own.length === 0) return texts;
    const where = { OR: own.map(({ accountId, path, name }) => ({ accountId, path, name })) };
    for (const row of await this.#prisma.managedPolicy.findMany({ where, include: { versions: true } })) {
      const { arn } = own.find(({ accountId, name }) => accountId === row.accountId && name === row.name)!;
      const version = row.versions.find(({ number }) => number === row.defaultVersion);
      if (version) texts.set(arn, version.document);
    }
    return texts;
  }
}

/** Cannot be read as a policy, so that whatever should be limited by a policy that is gone may do nothing. */
const missing = 'the policy does not exist';
