import { randomUUID } from 'node:crypto';
import type { FunctionVersion, SecretBox, UnsettledVersions, VersionOfFunction } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { fromJoined, type JoinedRow, joinedColumns } from './joined-rows.js';
import { toNumber } from './version-number.js';
import { lifeColumns, VersionRows } from './version-rows.js';

/** Holds by a time in the version's row, so that what a killed process held comes free by itself. */
export class PostgresUnsettledVersions implements UnsettledVersions {
  private readonly rows: VersionRows;

  constructor(
    private readonly connection: PostgresConnection,
    secrets: SecretBox,
  ) {
    this.rows = new VersionRows(secrets);
  }

  async claim(limit: number, leaseMilliseconds: number): Promise<readonly VersionOfFunction[]> {
    const { rows } = await this.connection.pool.query<JoinedRow>(
      `WITH free AS (
         SELECT function_id, number FROM function_versions WHERE held_until < now() ORDER BY held_until LIMIT $1 FOR UPDATE SKIP LOCKED
       ), v AS (
         UPDATE function_versions u SET held_until = now() + $2 * interval '1 millisecond'
         FROM free WHERE u.function_id = free.function_id AND u.number = free.number RETURNING u.*
       )
       SELECT ${joinedColumns} FROM v JOIN functions f ON f.id = v.function_id JOIN function_configurations c ON c.id = v.configuration_id`,
      [limit, leaseMilliseconds],
    );
    return rows.map((row) => fromJoined(this.rows, row));
  }

  async renew({ version }: VersionOfFunction, leaseMilliseconds: number): Promise<boolean> {
    const { count } = await this.connection.prisma.functionVersion.updateMany({
      where: stillThe(version),
      data: { heldUntil: new Date(Date.now() + leaseMilliseconds) },
    });
    return count > 0;
  }

  async serve({ version }: VersionOfFunction): Promise<void> {
    await this.connection.prisma.functionVersion.updateMany({
      where: stillThe(version),
      data: { servingConfigurationId: version.configurationId },
    });
  }

  async settle({ version }: VersionOfFunction, outcome: Pick<FunctionVersion, 'state' | 'lastUpdate'>): Promise<void> {
    const { prisma } = this.connection;
    const { functionId, configurationId } = version;
    const end = (where: object) =>
      prisma.functionVersion.updateMany({
        where,
        data: { ...lifeColumns({ ...outcome, revisionId: randomUUID() }), heldUntil: null },
      });
    const publishedFromIt = { functionId, publishedFrom: configurationId, heldUntil: { not: null } };
    await prisma.$transaction([
      end(stillThe(version)),
      ...(outcome.lastUpdate.status === 'Successful' ? [end(publishedFromIt)] : []),
      prisma.functionConfiguration.deleteMany({ where: { functionId, shownBy: { none: {} }, servedBy: { none: {} } } }),
    ]);
  }
}

/** Nobody changes a version while it is unsettled but for its policy, which moves its revision. */
const stillThe = ({ functionId, version, configurationId }: FunctionVersion) => ({
  functionId,
  number: toNumber(version),
  configurationId,
  heldUntil: { not: null },
});
