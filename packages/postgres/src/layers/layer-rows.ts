import type { Architecture, LayerName, LayerVersion } from '@hearth/lambda';

/** A row of `layer_versions v` as `layerVersionColumns` selects it. */
export interface LayerVersionRow {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly licenseInfo: string | null;
  readonly compatibleRuntimes: readonly string[] | null;
  readonly compatibleArchitectures: readonly string[] | null;
  readonly codeSha256: string;
  readonly codeBytes: number;
  readonly codeUnzippedBytes: number;
  readonly createdAt: Date;
}

/** Of `layers l` and `layer_versions v`. */
export const layerVersionColumns = `l.name, v.version, v.description, v.license_info AS "licenseInfo",
  v.compatible_runtimes AS "compatibleRuntimes", v.compatible_architectures AS "compatibleArchitectures", v.code_sha256 AS "codeSha256",
  v.code_bytes AS "codeBytes", v.code_unzipped_bytes AS "codeUnzippedBytes", v.created_at AS "createdAt"`;

export function toLayerVersion(scope: LayerName['scope'], row: LayerVersionRow): LayerVersion {
  return {
    scope,
    name: row.name,
    version: row.version,
    description: row.description,
    ...(row.licenseInfo !== null && { licenseInfo: row.licenseInfo }),
    ...(row.compatibleRuntimes && { compatibleRuntimes: row.compatibleRuntimes }),
    ...(row.compatibleArchitectures && { compatibleArchitectures: row.compatibleArchitectures as readonly Architecture[] }),
    code: { sha256Hex: row.codeSha256, sizeBytes: row.codeBytes, unzippedBytes: row.codeUnzippedBytes },
    createdAt: row.createdAt,
  };
}
