import type { AccountUsage, Scope } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';

/** Code counts for every version that has it, of functions and of layers. */
export class PostgresAccountUsage implements AccountUsage {
  constructor(private readonly connection: PostgresConnection) {}

  async usage({ accountId, region }: Scope): Promise<{ readonly functionCount: number; readonly codeBytes: number }> {
    const { rows } = await this.connection.pool.query<{ functions: number; bytes: number }>(
      `SELECT count(DISTINCT f.id)::int AS functions, coalesce(sum(c.code_bytes), 0)::float8 + (
         SELECT coalesce(sum(v.code_bytes), 0) FROM layers l JOIN layer_versions v ON v.layer_id = l.id
         WHERE l.account_id = $1 AND l.region = $2
       )::float8 AS bytes
       FROM functions f JOIN function_versions v ON v.function_id = f.id JOIN function_configurations c ON c.id = v.configuration_id
       WHERE f.account_id = $1 AND f.region = $2`,
      [accountId, region],
    );
    return { functionCount: rows[0]!.functions, codeBytes: rows[0]!.bytes };
  }
}
