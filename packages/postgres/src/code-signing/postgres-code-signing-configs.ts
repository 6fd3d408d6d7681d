import type { CodeSigningChange, CodeSigningConfig, CodeSigningConfigs, Page, Paged, Scope } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { toPaged } from '../functions/paging.js';
import { violates } from '../violates.js';

export class PostgresCodeSigningConfigs implements CodeSigningConfigs {
  constructor(private readonly connection: PostgresConnection) {}

  async insert(config: CodeSigningConfig): Promise<void> {
    const { publisherArns, ...rest } = config;
    await this.connection.prisma.codeSigningConfig.create({ data: { ...rest, publisherArns: [...publisherArns] } });
  }

  async find(id: string): Promise<CodeSigningConfig | undefined> {
    const row = await this.connection.prisma.codeSigningConfig.findUnique({ where: { id } });
    return row ? fromRow(row) : undefined;
  }

  async list({ accountId, region }: Scope, page: Page): Promise<Paged<CodeSigningConfig>> {
    const rows = await this.connection.prisma.codeSigningConfig.findMany({
      where: { accountId, region, ...(page.after !== undefined && { id: { gt: page.after } }) },
      orderBy: { id: 'asc' },
      take: page.limit + 1,
    });
    return toPaged(rows.map(fromRow), page.limit, ({ id }) => id);
  }

  async change(id: string, change: CodeSigningChange & { readonly modifiedAt: Date }): Promise<CodeSigningConfig | undefined> {
    const { publisherArns, ...rest } = change;
    const [row] = await this.connection.prisma.codeSigningConfig.updateManyAndReturn({
      where: { id },
      data: { ...rest, ...(publisherArns && { publisherArns: [...publisherArns] }) },
    });
    return row && fromRow(row);
  }

  async remove(id: string): Promise<'removed' | 'gone' | 'in-use'> {
    try {
      const { count } = await this.connection.prisma.codeSigningConfig.deleteMany({ where: { id } });
      return count > 0 ? 'removed' : 'gone';
    } catch (error) {
      if (violates(error, 'foreign-key')) return 'in-use';
      throw error;
    }
  }

  async replaceTags(id: string, before: CodeSigningConfig['tags'], after: CodeSigningConfig['tags']): Promise<boolean> {
    const { count } = await this.connection.prisma.codeSigningConfig.updateMany({
      where: { id, tags: { equals: before } },
      data: { tags: after },
    });
    return count > 0;
  }
}

interface ConfigRow extends Omit<CodeSigningConfig, 'description' | 'untrustedArtifacts' | 'tags'> {
  readonly description: string | null;
  readonly untrustedArtifacts: string;
  readonly tags: unknown;
}

function fromRow({ description, ...row }: ConfigRow): CodeSigningConfig {
  return {
    ...row,
    ...(description !== null && { description }),
    untrustedArtifacts: row.untrustedArtifacts as CodeSigningConfig['untrustedArtifacts'],
    tags: row.tags as CodeSigningConfig['tags'],
  };
}
