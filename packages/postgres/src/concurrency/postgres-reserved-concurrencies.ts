import type { AccountConcurrency, LambdaFunction, ReservedConcurrencies } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { whilePromisesStand } from './while-promises-stand.js';

export class PostgresReservedConcurrencies implements ReservedConcurrencies {
  constructor(private readonly connection: PostgresConnection) {}

  async find(functionId: string): Promise<number | undefined> {
    const row = await this.connection.prisma.reservedConcurrency.findUnique({ where: { functionId } });
    return row?.executions;
  }

  async put(fn: LambdaFunction, executions: number, check: (account: AccountConcurrency) => void): Promise<void> {
    await whilePromisesStand(this.connection.pool, fn, async (client, account) => {
      check(account);
      // A function that is deleted meanwhile takes its reservation with it.
      await client.query(
        `INSERT INTO reserved_concurrency (function_id, executions) SELECT id, $2::int FROM functions WHERE id = $1
         ON CONFLICT (function_id) DO UPDATE SET executions = excluded.executions`,
        [fn.id, executions],
      );
    });
  }

  async remove(functionId: string): Promise<void> {
    await this.connection.prisma.reservedConcurrency.deleteMany({ where: { functionId } });
  }
}
