import { randomUUID } from 'node:crypto';
import type { FunctionAccess, FunctionPolicies, PoliciesInForce, Scope, StoredPolicy } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { isNumber } from '../functions/version-number.js';

/** Policies stand in the row of what they belong to: a version, `$LATEST` for the function itself, or an alias. */
export class PostgresFunctionPolicies implements FunctionPolicies, PoliciesInForce {
  constructor(private readonly connection: Pick<PostgresConnection, 'pool'>) {}

  async find(functionId: string, qualifier: string | undefined): Promise<StoredPolicy | undefined> {
    const { table, column, key } = rowOf(qualifier);
    if (key === undefined) return undefined;
    const { rows } = await this.connection.pool.query<PolicyRow>(
      `SELECT policy, revision_id FROM ${table} WHERE function_id = $1 AND ${column} = $2`,
      [functionId, key],
    );
    return rows[0] && toStored(rows[0]);
  }

  async change(
    functionId: string,
    qualifier: string | undefined,
    change: (current: StoredPolicy) => string | undefined,
  ): Promise<StoredPolicy | undefined> {
    const { table, column, key } = rowOf(qualifier);
    if (key === undefined) return undefined;
    const client = await this.connection.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<PolicyRow>(
        `SELECT policy, revision_id FROM ${table} WHERE function_id = $1 AND ${column} = $2 FOR NO KEY UPDATE`,
        [functionId, key],
      );
      const next = rows[0] && { text: change(toStored(rows[0])), revisionId: randomUUID() };
      if (next) {
        await client.query(`UPDATE ${table} SET policy = $3, revision_id = $4 WHERE function_id = $1 AND ${column} = $2`, [
          functionId,
          key,
          next.text ?? null,
          next.revisionId,
        ]);
      }
      await client.query('COMMIT');
      client.release();
      return next;
    } catch (error) {
      // A connection on which even that fails is of no further use.
      await client.query('ROLLBACK').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  }

  async accessOf({ accountId, region }: Scope, name: string): Promise<FunctionAccess | undefined> {
    const { rows } = await this.connection.pool.query<FunctionAccess>(
      `SELECT f.id AS "functionId", f.tags, coalesce((
         SELECT json_object_agg(p.qualifier, p.policy) FROM (
           SELECT CASE number WHEN 0 THEN '' ELSE number::text END AS qualifier, policy
           FROM function_versions v WHERE v.function_id = f.id AND v.policy IS NOT NULL
           UNION ALL SELECT name, policy FROM function_aliases a WHERE a.function_id = f.id AND a.policy IS NOT NULL
         ) p), '{}') AS policies
       FROM functions f WHERE f.account_id = $1 AND f.region = $2 AND f.name = $3`,
      [accountId, region, name],
    );
    return rows[0];
  }
}

interface PolicyRow {
  readonly policy: string | null;
  readonly revision_id: string;
}

const toStored = ({ policy, revision_id }: PolicyRow): StoredPolicy => ({ text: policy ?? undefined, revisionId: revision_id });

/** The row of a qualifier; without a key there is none. */
function rowOf(qualifier: string | undefined): { table: string; column: string; key: number | string | undefined } {
  const versions = { table: 'function_versions', column: 'number' };
  if (qualifier === undefined) return { ...versions, key: 0 };
  if (/^\d+$/.test(qualifier))
    return { ...versions, key: isNumber(qualifier) && Number(qualifier) > 0 ? Number(qualifier) : undefined };
  return { table: 'function_aliases', column: 'name', key: qualifier };
}
