import { randomUUID } from 'node:crypto';
import type {
  LayerContents,
  LayerFilter,
  LayerName,
  Layers,
  LayerVersion,
  LayerVersionName,
  Page,
  Paged,
  Scope,
} from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { toPaged } from '../functions/paging.js';
import { type LayerVersionRow, layerVersionColumns, toLayerVersion } from './layer-rows.js';

const joined = 'layers l JOIN layer_versions v ON v.layer_id = l.id';
const ofScope = 'l.account_id = $1 AND l.region = $2';
const matches = (runtime: string, architecture: string) =>
  `(${runtime}::text IS NULL OR ${runtime} = ANY(v.compatible_runtimes))
   AND (${architecture}::text IS NULL OR ${architecture} = ANY(v.compatible_architectures))`;

export class PostgresLayers implements Layers {
  constructor(private readonly connection: Pick<PostgresConnection, 'pool'>) {}

  /** One statement, so that of publications at the same time each gets a number of its own, and a failed one leaves nothing. */
  async publish({ scope, name }: LayerName, contents: LayerContents): Promise<LayerVersion> {
    const { code } = contents;
    return (
      await this.query(
        scope,
        `WITH l AS (
           INSERT INTO layers (id, account_id, region, name, last_version) VALUES ($3, $1, $2, $4, 1)
           ON CONFLICT (account_id, region, name) DO UPDATE SET last_version = layers.last_version + 1
           RETURNING id, name, last_version
         ), v AS (
           INSERT INTO layer_versions (layer_id, version, description, license_info, compatible_runtimes, compatible_architectures,
             code_sha256, code_bytes, code_unzipped_bytes, created_at)
           SELECT id, last_version, $5, $6, $7, $8, $9, $10, $11, now() FROM l RETURNING *
         )
         SELECT ${layerVersionColumns} FROM l, v`,
        [
          randomUUID(),
          name,
          contents.description,
          contents.licenseInfo ?? null,
          contents.compatibleRuntimes ?? null,
          contents.compatibleArchitectures ?? null,
          code.sha256Hex,
          code.sizeBytes,
          code.unzippedBytes ?? code.sizeBytes,
        ],
      )
    )[0]!;
  }

  async find({ scope, name, version }: LayerVersionName): Promise<LayerVersion | undefined> {
    if (!isNumber(version)) return undefined;
    const sql = `SELECT ${layerVersionColumns} FROM ${joined} WHERE ${ofScope} AND l.name = $3 AND v.version = $4`;
    return (await this.query(scope, sql, [name, version]))[0];
  }

  async list(scope: Scope, { runtime, architecture }: LayerFilter, { after, limit }: Page): Promise<Paged<LayerVersion>> {
    const found = await this.query(
      scope,
      `SELECT DISTINCT ON (l.name) ${layerVersionColumns} FROM ${joined}
       WHERE ${ofScope} AND ${matches('$3', '$4')} AND ($5::text IS NULL OR l.name > $5) ORDER BY l.name, v.version DESC LIMIT $6`,
      [runtime ?? null, architecture ?? null, after ?? null, limit + 1],
    );
    return toPaged(found, limit, ({ name }) => name);
  }

  async listVersions(layer: LayerName, filter: LayerFilter, { after, limit }: Page): Promise<Paged<LayerVersion>> {
    const found = await this.query(
      layer.scope,
      `SELECT ${layerVersionColumns} FROM ${joined}
       WHERE ${ofScope} AND l.name = $3 AND ${matches('$4', '$5')} AND ($6::int IS NULL OR v.version < $6)
       ORDER BY v.version DESC LIMIT $7`,
      [layer.name, filter.runtime ?? null, filter.architecture ?? null, after === undefined ? null : Number(after), limit + 1],
    );
    return toPaged(found, limit, ({ version }) => String(version));
  }

  async remove({ scope, name, version }: LayerVersionName): Promise<void> {
    if (!isNumber(version)) return;
    await this.connection.pool.query(
      `DELETE FROM layer_versions v USING layers l WHERE v.layer_id = l.id AND ${ofScope} AND l.name = $3 AND v.version = $4`,
      [scope.accountId, scope.region, name, version],
    );
  }

  private async query(scope: Scope, sql: string, values: readonly unknown[]): Promise<readonly LayerVersion[]> {
    const { accountId, region } = scope;
    const { rows } = await this.connection.pool.query<LayerVersionRow>(sql, [accountId, region, ...values]);
    return rows.map((row) => toLayerVersion({ accountId, region }, row));
  }
}

/** Whether a layer version can have the number at all: Postgres refuses others. */
export const isNumber = (version: number) => version <= 2_147_483_647;
