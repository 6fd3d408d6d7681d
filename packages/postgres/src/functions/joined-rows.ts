import type { VersionOfFunction } from '@hearth/lambda';
import type { ConfigurationRow } from './configuration-rows.js';
import type { FunctionRow, VersionRow, VersionRows } from './version-rows.js';

/** A version with its function, as `joinedColumns` selects them. */
export interface JoinedRow {
  readonly fn: FunctionRow;
  readonly version: Omit<VersionRow, 'modifiedAt' | 'configuration'> & {
    readonly modifiedAt: string;
    readonly configuration: Omit<ConfigurationRow, 'sealedEnvironment'>;
  };
  readonly sealedEnvironment: Uint8Array | null;
}

/** Of `functions f`, `function_versions v` and `function_configurations c`. */
export const joinedColumns = `
  json_build_object('id', f.id, 'accountId', f.account_id, 'region', f.region, 'name', f.name, 'tags', f.tags,
    'lastPublishedNumber', f.last_published_number, 'recursiveLoop', f.recursive_loop,
    'codeSigningConfigId', f.code_signing_config_id) AS fn,
  json_build_object('functionId', v.function_id, 'number', v.number, 'revisionId', v.revision_id, 'modifiedAt', v.modified_at,
    'state', v.state, 'stateReasonCode', v.state_reason_code, 'stateReason', v.state_reason,
    'lastUpdateStatus', v.last_update_status, 'lastUpdateReasonCode', v.last_update_reason_code,
    'lastUpdateReason', v.last_update_reason, 'publishedFrom', v.published_from,
    'updateRuntimeOn', v.update_runtime_on, 'runtimeVersionArn', v.runtime_version_arn,
    'configuration', json_build_object('id', c.id, 'document', c.document, 'codeSha256', c.code_sha256, 'codeBytes', c.code_bytes,
      'codeUnzippedBytes', c.code_unzipped_bytes)
  ) AS version,
  c.sealed_environment AS "sealedEnvironment"`;

export function fromJoined(rows: VersionRows, { fn, version, sealedEnvironment }: JoinedRow): VersionOfFunction {
  return rows.ofFunction(fn, {
    ...version,
    modifiedAt: new Date(version.modifiedAt),
    configuration: { ...version.configuration, sealedEnvironment },
  });
}
