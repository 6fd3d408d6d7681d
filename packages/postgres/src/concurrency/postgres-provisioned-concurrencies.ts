import {
  type HeldEnvironments,
  type LambdaFunction,
  type Page,
  type Paged,
  type ProvisionedConcurrencies,
  type ProvisionedConcurrency,
  type ProvisionedSiblings,
  type SecretBox,
  toExecutable,
  type WantedEnvironments,
} from '@hearth/lambda';
import type pg from 'pg';
import type { PostgresConnection } from '../connection.js';
import { fromJoined, type JoinedRow, joinedColumns } from '../functions/joined-rows.js';
import { toPaged } from '../functions/paging.js';
import { qualifierColumns } from '../functions/qualifier-columns.js';
import { toVersion } from '../functions/version-number.js';
import { VersionRows } from '../functions/version-rows.js';
import { whilePromisesStand } from './while-promises-stand.js';

interface Row {
  readonly function_id: string;
  readonly qualifier: string;
  readonly requested: number;
  readonly modified_at: Date;
  readonly configuration_id: string | null;
  readonly allocated: number;
  readonly failure: string | null;
  readonly wanted_configuration_id: string;
  readonly number: number;
}

const columns = `p.function_id, p.qualifier, p.requested, p.modified_at, p.configuration_id, p.allocated, p.failure,
  v.serving_configuration_id AS wanted_configuration_id, v.number`;

const source = `provisioned_concurrency p
  LEFT JOIN function_aliases a ON a.function_id = p.function_id AND a.name = p.alias
  JOIN function_versions v ON v.function_id = p.function_id AND v.number = coalesce(p.number, a.number)`;

/** Rows that go with their version or alias. */
export class PostgresProvisionedConcurrencies implements ProvisionedConcurrencies {
  private readonly rows: VersionRows;

  constructor(
    private readonly connection: PostgresConnection,
    secrets: SecretBox,
  ) {
    this.rows = new VersionRows(secrets);
  }

  async find(functionId: string, qualifier: string): Promise<ProvisionedConcurrency | undefined> {
    return find(this.connection.pool, functionId, qualifier);
  }

  async list(functionId: string, page: Page): Promise<Paged<ProvisionedConcurrency>> {
    const { rows } = await this.connection.pool.query<Row>(
      `SELECT ${columns} FROM ${source} WHERE p.function_id = $1 AND p.qualifier > $2 ORDER BY p.qualifier LIMIT $3`,
      [functionId, page.after ?? '', page.limit + 1],
    );
    return toPaged(rows.map(fromRow), page.limit, ({ qualifier }) => qualifier);
  }

  put(
    fn: LambdaFunction,
    qualifier: string,
    requested: number,
    check: (now: ProvisionedSiblings) => void,
  ): Promise<ProvisionedConcurrency | undefined> {
    return whilePromisesStand(this.connection.pool, fn, async (client, account) => {
      const { rows } = await client.query<Row>(`SELECT ${columns} FROM ${source} WHERE p.function_id = $1`, [fn.id]);
      check({ account, others: rows.map((row) => ({ ...row, version: toVersion(row.number) })) });
      const { number, alias } = qualifierColumns(qualifier);
      await client.query(
        `INSERT INTO provisioned_concurrency (function_id, qualifier, number, alias, requested, modified_at)
         SELECT $1::uuid, $2, $3::int, $4::varchar, $5::int, now()
         WHERE EXISTS (SELECT FROM function_versions WHERE function_id = $1 AND number = $3)
           OR EXISTS (SELECT FROM function_aliases WHERE function_id = $1 AND name = $4)
         ON CONFLICT (function_id, qualifier) DO UPDATE SET requested = excluded.requested, modified_at = now(), failure = NULL`,
        [fn.id, qualifier, number, alias, requested],
      );
      return find(client, fn.id, qualifier);
    });
  }

  async remove(functionId: string, qualifier: string): Promise<void> {
    await this.connection.prisma.provisionedConcurrency.deleteMany({ where: { functionId, qualifier } });
  }

  async wanted(): Promise<readonly WantedEnvironments[]> {
    const { rows } = await this.connection.pool.query<Row & JoinedRow>(
      `SELECT ${columns}, ${joinedColumns} FROM ${source} JOIN functions f ON f.id = p.function_id
       JOIN function_configurations c ON c.id = v.serving_configuration_id WHERE v.state = 'Active'`,
    );
    return rows.map((row) => ({ provisioned: fromRow(row), target: toExecutable(fromJoined(this.rows, row)) }));
  }

  async hold({ functionId, qualifier, requested }: ProvisionedConcurrency, held: HeldEnvironments): Promise<void> {
    const { configurationId, allocated, failure = null } = held;
    await this.connection.prisma.provisionedConcurrency.updateMany({
      where: { functionId, qualifier, requested },
      data: { configurationId, allocated, failure },
    });
  }
}

async function find(
  client: Pick<pg.ClientBase, 'query'>,
  functionId: string,
  qualifier: string,
): Promise<ProvisionedConcurrency | undefined> {
  const { rows } = await client.query<Row>(`SELECT ${columns} FROM ${source} WHERE p.function_id = $1 AND p.qualifier = $2`, [
    functionId,
    qualifier,
  ]);
  return rows[0] && fromRow(rows[0]);
}

function fromRow(row: Row): ProvisionedConcurrency {
  return {
    functionId: row.function_id,
    qualifier: row.qualifier,
    requested: row.requested,
    modifiedAt: row.modified_at,
    configurationId: row.wanted_configuration_id,
    ...(row.configuration_id !== null && {
      held: {
        configurationId: row.configuration_id,
        allocated: row.allocated,
        ...(row.failure !== null && { failure: row.failure }),
      },
    }),
  };
}
