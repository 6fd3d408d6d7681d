import { randomUUID } from 'node:crypto';
import type {
  Functions,
  FunctionVersion,
  LambdaFunction,
  Page,
  Paged,
  Scope,
  SecretBox,
  VersionOfFunction,
} from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { violates } from '../violates.js';
import { toPaged } from './paging.js';
import { toFunction, VersionRows } from './version-rows.js';

export class PostgresFunctions implements Functions {
  private readonly rows: VersionRows;

  constructor(
    private readonly connection: PostgresConnection,
    secrets: SecretBox,
  ) {
    this.rows = new VersionRows(secrets);
  }

  async insert(fn: LambdaFunction, versions: readonly FunctionVersion[]): Promise<boolean> {
    const { prisma } = this.connection;
    try {
      await prisma.$transaction([
        prisma.lambdaFunction.create({ data: { ...fn, tags: fn.tags } }),
        prisma.functionConfiguration.createMany({ data: versions.map((version) => this.rows.configurations.toRow(version)) }),
        prisma.functionVersion.createMany({ data: versions.map((version) => this.rows.toNewRow(version)) }),
      ]);
      return true;
    } catch (error) {
      if (violates(error, 'unique')) return false;
      throw error;
    }
  }

  async find({ accountId, region }: Scope, name: string): Promise<LambdaFunction | undefined> {
    const row = await this.connection.prisma.lambdaFunction.findUnique({
      where: { accountId_region_name: { accountId, region, name } },
    });
    return row ? toFunction(row) : undefined;
  }

  async list({ accountId, region }: Scope, page: Page): Promise<Paged<VersionOfFunction>> {
    const rows = await this.connection.prisma.lambdaFunction.findMany({
      where: { accountId, region, ...(page.after !== undefined && { name: { gt: page.after } }) },
      orderBy: { name: 'asc' },
      take: page.limit + 1,
      include: { versions: { where: { number: 0 }, include: { configuration: true } } },
    });
    const found = rows.flatMap((row) => row.versions.map((version) => this.rows.ofFunction(row, version)));
    return toPaged(found, page.limit, ({ fn }) => fn.name);
  }

  async remove(functionId: string): Promise<boolean> {
    const { count } = await this.connection.prisma.lambdaFunction.deleteMany({ where: { id: functionId } });
    return count > 0;
  }

  async replaceTags(functionId: string, before: LambdaFunction['tags'], after: LambdaFunction['tags']): Promise<boolean> {
    try {
      return await this.connection.prisma.$transaction(async (transaction) => {
        // The version before the function: publications take their locks in this order.
        await transaction.functionVersion.updateMany({ where: { functionId, number: 0 }, data: { revisionId: randomUUID() } });
        const { count } = await transaction.lambdaFunction.updateMany({
          where: { id: functionId, tags: { equals: before } },
          data: { tags: after },
        });
        if (count === 0) throw new Overtaken();
        return true;
      });
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
  }

  async setRecursiveLoop(functionId: string, recursiveLoop: LambdaFunction['recursiveLoop']): Promise<void> {
    await this.connection.prisma.lambdaFunction.updateMany({ where: { id: functionId }, data: { recursiveLoop } });
  }
}

/** Rolls the transaction back. */
class Overtaken extends Error {}
