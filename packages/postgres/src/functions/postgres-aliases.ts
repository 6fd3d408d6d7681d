import type { Alias, Aliases, Page, Paged } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { violates } from '../violates.js';
import { toPaged } from './paging.js';
import { isNumber, toNumber, toVersion } from './version-number.js';

export class PostgresAliases implements Aliases {
  constructor(private readonly connection: PostgresConnection) {}

  async insert(alias: Alias): Promise<boolean> {
    try {
      await this.connection.prisma.functionAlias.create({ data: toRow(alias) });
      return true;
    } catch (error) {
      if (violates(error, 'unique')) return false;
      throw error;
    }
  }

  async find(functionId: string, name: string): Promise<Alias | undefined> {
    const row = await this.connection.prisma.functionAlias.findUnique({ where: { functionId_name: { functionId, name } } });
    return row ? fromRow(row) : undefined;
  }

  async list(functionId: string, version: string | undefined, page: Page): Promise<Paged<Alias>> {
    if (version !== undefined && !isNumber(version)) return { items: [] };
    const number = version === undefined ? undefined : toNumber(version);
    const rows = await this.connection.prisma.functionAlias.findMany({
      where: {
        functionId,
        ...(number !== undefined && { OR: [{ number }, { additionalNumber: number }] }),
        ...(page.after !== undefined && { name: { gt: page.after } }),
      },
      orderBy: { name: 'asc' },
      take: page.limit + 1,
    });
    return toPaged(rows.map(fromRow), page.limit, ({ name }) => name);
  }

  async replace(expectedRevisionId: string, alias: Alias): Promise<boolean> {
    const { functionId, name } = alias;
    const { count } = await this.connection.prisma.functionAlias.updateMany({
      where: { functionId, name, revisionId: expectedRevisionId },
      data: toRow(alias),
    });
    return count > 0;
  }

  async remove(functionId: string, name: string): Promise<void> {
    await this.connection.prisma.functionAlias.deleteMany({ where: { functionId, name } });
  }
}

interface AliasRow {
  readonly functionId: string;
  readonly name: string;
  readonly number: number;
  readonly description: string;
  readonly revisionId: string;
  readonly additionalNumber: number | null;
  readonly additionalWeight: number | null;
}

function toRow(alias: Alias): AliasRow {
  const { functionId, name, description, revisionId, functionVersion, additional } = alias;
  return {
    functionId,
    name,
    description,
    revisionId,
    number: toNumber(functionVersion),
    additionalNumber: additional ? toNumber(additional.version) : null,
    additionalWeight: additional?.weight ?? null,
  };
}

function fromRow(row: AliasRow): Alias {
  const { functionId, name, description, revisionId, number, additionalNumber, additionalWeight } = row;
  const alias = { functionId, name, description, revisionId, functionVersion: toVersion(number) };
  if (additionalNumber === null || additionalWeight === null) return alias;
  return { ...alias, additional: { version: toVersion(additionalNumber), weight: additionalWeight } };
}
