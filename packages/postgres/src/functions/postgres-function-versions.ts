import type {
  FunctionVersion,
  FunctionVersions,
  Page,
  Paged,
  RuntimeManagement,
  Scope,
  SecretBox,
  VersionOfFunction,
} from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { violates } from '../violates.js';
import { toPaged } from './paging.js';
import { isNumber, toNumber } from './version-number.js';
import { managementColumns, VersionRows } from './version-rows.js';

export class PostgresFunctionVersions implements FunctionVersions {
  private readonly rows: VersionRows;

  constructor(
    private readonly connection: PostgresConnection,
    secrets: SecretBox,
  ) {
    this.rows = new VersionRows(secrets);
  }

  async find(functionId: string, version: string): Promise<FunctionVersion | undefined> {
    if (!isNumber(version)) return undefined;
    const row = await this.connection.prisma.functionVersion.findUnique({
      where: { functionId_number: { functionId, number: toNumber(version) } },
      include: { configuration: true },
    });
    return row ? this.rows.fromRow(row) : undefined;
  }

  async list(functionId: string, page: Page): Promise<Paged<FunctionVersion>> {
    const rows = await this.connection.prisma.functionVersion.findMany({
      where: { functionId, ...(page.after !== undefined && { number: { gt: Number(page.after) } }) },
      orderBy: { number: 'asc' },
      take: page.limit + 1,
      include: { configuration: true },
    });
    const { items, next } = toPaged(rows, page.limit, ({ number }) => String(number));
    return { items: items.map((row) => this.rows.fromRow(row)), ...(next !== undefined && { next }) };
  }

  async listAll({ accountId, region }: Scope, page: Page): Promise<Paged<VersionOfFunction>> {
    const [name = '', number = ''] = page.after?.split('/') ?? [];
    const beyond = { OR: [{ function: { name: { gt: name } } }, { function: { name }, number: { gt: Number(number) } }] };
    const rows = await this.connection.prisma.functionVersion.findMany({
      where: { function: { accountId, region }, ...(page.after !== undefined && beyond) },
      orderBy: [{ function: { name: 'asc' } }, { number: 'asc' }],
      take: page.limit + 1,
      include: { configuration: true, function: true },
    });
    const { items, next } = toPaged(rows, page.limit, (row) => `${row.function.name}/${row.number}`);
    return { items: items.map((row) => this.rows.ofFunction(row.function, row)), ...(next !== undefined && { next }) };
  }

  async replaceLatest(expectedRevisionId: string, latest: FunctionVersion, published?: FunctionVersion): Promise<boolean> {
    try {
      return await this.connection.prisma.$transaction(async (transaction) => {
        const { functionId } = latest;
        const added = published ? [latest, published] : [latest];
        // A configuration never changes, so one that is kept already is the same.
        await transaction.functionConfiguration.createMany({
          data: added.map((version) => this.rows.configurations.toRow(version)),
          skipDuplicates: true,
        });
        const { count } = await transaction.functionVersion.updateMany({
          where: { functionId, number: 0, revisionId: expectedRevisionId },
          data: this.rows.toRow(latest),
        });
        if (count === 0) throw new Overtaken();
        if (published) {
          const number = toNumber(published.version);
          await transaction.functionVersion.create({ data: this.rows.toNewRow(published) });
          await transaction.lambdaFunction.update({ where: { id: functionId }, data: { lastPublishedNumber: number } });
        }
        return true;
      });
    } catch (error) {
      if (error instanceof Overtaken || violates(error, 'unique') || violates(error, 'foreign-key')) return false;
      throw error;
    }
  }

  async manageRuntime(functionId: string, version: string, management: RuntimeManagement): Promise<void> {
    await this.connection.prisma.functionVersion.updateMany({
      where: { functionId, number: toNumber(version) },
      data: managementColumns(management),
    });
  }

  async remove(functionId: string, version: string): Promise<boolean> {
    if (!isNumber(version)) return true;
    try {
      await this.connection.prisma.functionVersion.deleteMany({ where: { functionId, number: toNumber(version) } });
      return true;
    } catch (error) {
      if (violates(error, 'foreign-key')) return false;
      throw error;
    }
  }
}

/** Rolls the transaction back. */
class Overtaken extends Error {}
