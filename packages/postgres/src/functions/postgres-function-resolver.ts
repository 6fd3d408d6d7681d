import {
  type ExecutableVersion,
  type FunctionResolver,
  latestVersion,
  pickRoute,
  type RunnableVersion,
  type RunnableVersions,
  type Scope,
  type SecretBox,
  toExecutable,
} from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { fromJoined, type JoinedRow, joinedColumns } from './joined-rows.js';
import { isNumber, toNumber } from './version-number.js';
import { VersionRows } from './version-rows.js';

/** One query for each question: what a qualifier leads to, with the configurations that serve now. */
export class PostgresFunctionResolver implements FunctionResolver {
  private readonly rows: VersionRows;

  constructor(
    private readonly connection: PostgresConnection,
    secrets: SecretBox,
  ) {
    this.rows = new VersionRows(secrets);
  }

  async resolve({ accountId, region }: Scope, name: string, qualifier = latestVersion): Promise<RunnableVersions | undefined> {
    return this.routes('f.account_id = $1 AND f.region = $2 AND f.name = $3', [accountId, region, name], qualifier);
  }

  /** What an event runs: its function by id, so that a name used again does not receive it. An alias's share is drawn anew each time. */
  async executable(
    functionId: string,
    qualifier = latestVersion,
  ): Promise<{ readonly target: ExecutableVersion; readonly executedVersion: string } | undefined> {
    const found = await this.routes('f.id = $1', [functionId], qualifier);
    if (!found) return undefined;
    const { target } = pickRoute(found, Math.random());
    return { target, executedVersion: target.version };
  }

  private async routes(where: string, keys: readonly string[], qualifier: string): Promise<RunnableVersions | undefined> {
    const byVersion = qualifier === latestVersion || /^\d+$/.test(qualifier);
    if (byVersion && !isNumber(qualifier)) return undefined;
    const next = `$${keys.length + 1}`;
    const numbers = byVersion
      ? `SELECT ${next}::int AS number, 1::float8 AS weight`
      : `SELECT a.number, 1 - coalesce(a.additional_weight, 0) AS weight FROM function_aliases a WHERE a.function_id = f.id AND a.name = ${next}
          UNION ALL
          SELECT a.additional_number, a.additional_weight FROM function_aliases a
          WHERE a.function_id = f.id AND a.name = ${next} AND a.additional_number IS NOT NULL`;
    const { rows } = await this.connection.pool.query<JoinedRow & { readonly weight: number }>(
      `SELECT r.weight, ${joinedColumns} FROM functions f CROSS JOIN LATERAL (${numbers}) r
       JOIN function_versions v ON v.function_id = f.id AND v.number = r.number
       JOIN function_configurations c ON c.id = v.serving_configuration_id WHERE ${where} ORDER BY r.weight DESC`,
      [...keys, byVersion ? toNumber(qualifier) : qualifier],
    );
    const routes = rows.map((row): RunnableVersion => {
      const found = fromJoined(this.rows, row);
      return { weight: row.weight, state: found.version.state.name, target: toExecutable(found) };
    });
    return rows[0] && { functionId: rows[0].fn.id, routes };
  }
}
