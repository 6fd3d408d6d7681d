import type { LambdaFunction, Page, Paged, SignedFunctions } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { toPaged } from '../functions/paging.js';
import { toFunction } from '../functions/version-rows.js';
import { violates } from '../violates.js';

export class PostgresSignedFunctions implements SignedFunctions {
  constructor(private readonly connection: PostgresConnection) {}

  async hold(functionId: string, configId: string | undefined): Promise<boolean> {
    try {
      await this.connection.prisma.lambdaFunction.updateMany({
        where: { id: functionId },
        data: { codeSigningConfigId: configId ?? null },
      });
      return true;
    } catch (error) {
      if (violates(error, 'foreign-key')) return false;
      throw error;
    }
  }

  async heldTo(configId: string, page: Page): Promise<Paged<LambdaFunction>> {
    const rows = await this.connection.prisma.lambdaFunction.findMany({
      where: { codeSigningConfigId: configId, ...(page.after !== undefined && { name: { gt: page.after } }) },
      orderBy: { name: 'asc' },
      take: page.limit + 1,
    });
    return toPaged(rows.map(toFunction), page.limit, ({ name }) => name);
  }
}
