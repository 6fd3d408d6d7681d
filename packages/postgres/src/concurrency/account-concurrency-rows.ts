import { type AccountConcurrency, defaultQuotas, type FunctionConcurrency, type Scope } from '@hearth/lambda';
import type pg from 'pg';

interface Row {
  readonly function_id: string;
  readonly reserved: number | null;
  readonly provisioned: number;
  readonly allocated: Readonly<Record<string, number>>;
}

const promised = {
  name: 'concurrency.promised',
  text: `SELECT f.id AS function_id, r.executions AS reserved, coalesce(p.provisioned, 0)::int AS provisioned,
      coalesce(p.allocated, '{}') AS allocated
    FROM functions f LEFT JOIN reserved_concurrency r ON r.function_id = f.id LEFT JOIN LATERAL (
      SELECT sum(requested) AS provisioned,
        json_object_agg(configuration_id, allocated) FILTER (WHERE configuration_id IS NOT NULL AND allocated > 0) AS allocated
      FROM (
        SELECT configuration_id, sum(requested) AS requested, sum(allocated) AS allocated
        FROM provisioned_concurrency WHERE function_id = f.id GROUP BY configuration_id
      ) AS by_configuration
    ) p ON true
    WHERE f.account_id = $1 AND f.region = $2 AND f.id IN (
      SELECT function_id FROM reserved_concurrency UNION ALL SELECT function_id FROM provisioned_concurrency
    )`,
};

const limit = {
  name: 'concurrency.limit',
  text: `SELECT value::float8 FROM account_quotas WHERE account_id = $1 AND region = $2 AND name = 'ConcurrentExecutions'`,
};

/** What is promised in an account and region, as `client` sees it. */
export async function readAccountConcurrency(client: Pick<pg.ClientBase, 'query'>, scope: Scope): Promise<AccountConcurrency> {
  const values = [scope.accountId, scope.region];
  const { rows } = await client.query<Row>({ ...promised, values });
  const quota = await client.query<{ value: number }>({ ...limit, values });
  return {
    limit: quota.rows[0]?.value ?? defaultQuotas.ConcurrentExecutions,
    functions: new Map(rows.map((row) => [row.function_id, fromRow(row)])),
  };
}

function fromRow({ reserved, provisioned, allocated }: Row): FunctionConcurrency {
  return { ...(reserved !== null && { reserved }), provisioned, allocated: new Map(Object.entries(allocated)) };
}
