import { randomUUID } from 'node:crypto';
import type { LayerPolicies, LayerPolicy, LayerVersionName } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { isNumber } from './postgres-layers.js';

export class PostgresLayerPolicies implements LayerPolicies {
  constructor(private readonly connection: Pick<PostgresConnection, 'prisma'>) {}

  async find({ scope, name, version }: LayerVersionName): Promise<LayerPolicy | undefined> {
    if (!isNumber(version)) return undefined;
    const { accountId, region } = scope;
    const found = await this.connection.prisma.layerVersion.findFirst({
      where: { version, layer: { accountId, region, name } },
      select: { policy: true, policyRevisionId: true },
    });
    return found ? { text: found.policy ?? undefined, revisionId: found.policyRevisionId ?? undefined } : undefined;
  }

  async change(
    { scope, name, version }: LayerVersionName,
    change: (current: LayerPolicy) => string | undefined,
  ): Promise<LayerPolicy | undefined> {
    if (!isNumber(version)) return undefined;
    return this.connection.prisma.$transaction(async (transaction) => {
      const [row] = await transaction.$queryRaw<readonly LockedRow[]>`
        SELECT v.layer_id::text AS "layerId", v.policy, v.policy_revision_id::text AS "policyRevisionId"
        FROM layer_versions v JOIN layers l ON l.id = v.layer_id
        WHERE l.account_id = ${scope.accountId} AND l.region = ${scope.region} AND l.name = ${name} AND v.version = ${version}
        FOR UPDATE OF v`;
      if (!row) return undefined;
      const text = change({ text: row.policy ?? undefined, revisionId: row.policyRevisionId ?? undefined });
      const revisionId = randomUUID();
      await transaction.layerVersion.update({
        where: { layerId_version: { layerId: row.layerId, version } },
        data: { policy: text ?? null, policyRevisionId: revisionId },
      });
      return { text, revisionId };
    });
  }
}

interface LockedRow {
  readonly layerId: string;
  readonly policy: string | null;
  readonly policyRevisionId: string | null;
}
