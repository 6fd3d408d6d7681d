import type { FunctionVersion, LambdaFunction, RuntimeManagement, SecretBox, VersionOfFunction } from '@hearth/lambda';
import { type ConfigurationRow, ConfigurationRows } from './configuration-rows.js';
import { toNumber, toVersion } from './version-number.js';

/** A version's row with the configuration that is shown for it. */
export interface VersionRow {
  readonly functionId: string;
  readonly number: number;
  readonly revisionId: string;
  readonly modifiedAt: Date;
  readonly state: string;
  readonly stateReasonCode: string | null;
  readonly stateReason: string | null;
  readonly lastUpdateStatus: string;
  readonly lastUpdateReasonCode: string | null;
  readonly lastUpdateReason: string | null;
  readonly publishedFrom: string | null;
  readonly updateRuntimeOn: string;
  readonly runtimeVersionArn: string | null;
  readonly configuration: ConfigurationRow;
}

export interface FunctionRow {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly tags: unknown;
  readonly lastPublishedNumber: number;
  readonly recursiveLoop: string;
  readonly codeSigningConfigId: string | null;
}

/** Turns versions into rows and back. */
export class VersionRows {
  readonly configurations: ConfigurationRows;

  constructor(secrets: SecretBox) {
    this.configurations = new ConfigurationRows(secrets);
  }

  /** A version that was not there before: it serves what it shows. */
  toNewRow(version: FunctionVersion) {
    const { configurationId, runtimeManagement } = version;
    return { ...this.toRow(version), ...managementColumns(runtimeManagement), servingConfigurationId: configurationId };
  }

  /** Without what an update leaves as it is: the configuration that serves, and how the runtime is managed. */
  toRow(version: FunctionVersion) {
    return {
      functionId: version.functionId,
      number: toNumber(version.version),
      configurationId: version.configurationId,
      modifiedAt: version.modifiedAt,
      publishedFrom: version.publishedFrom ?? null,
      heldUntil: isUnsettled(version) ? new Date(0) : null,
      ...lifeColumns(version),
    };
  }

  fromRow(row: VersionRow): FunctionVersion {
    return {
      functionId: row.functionId,
      version: toVersion(row.number),
      configurationId: row.configuration.id,
      ...this.configurations.fromRow(row.configuration),
      revisionId: row.revisionId,
      modifiedAt: row.modifiedAt,
      state: { name: row.state as FunctionVersion['state']['name'], ...reasons(row.stateReasonCode, row.stateReason) },
      lastUpdate: {
        status: row.lastUpdateStatus as FunctionVersion['lastUpdate']['status'],
        ...reasons(row.lastUpdateReasonCode, row.lastUpdateReason),
      },
      ...(row.publishedFrom && { publishedFrom: row.publishedFrom }),
      runtimeManagement: {
        updateRuntimeOn: row.updateRuntimeOn as RuntimeManagement['updateRuntimeOn'],
        ...(row.runtimeVersionArn !== null && { runtimeVersionArn: row.runtimeVersionArn }),
      },
    };
  }

  ofFunction(fn: FunctionRow, version: VersionRow): VersionOfFunction {
    return { fn: toFunction(fn), version: this.fromRow(version) };
  }
}

export function toFunction(row: FunctionRow): LambdaFunction {
  const { id, accountId, region, name, lastPublishedNumber, codeSigningConfigId } = row;
  return {
    id,
    accountId,
    region,
    name,
    lastPublishedNumber,
    recursiveLoop: row.recursiveLoop as LambdaFunction['recursiveLoop'],
    tags: row.tags as LambdaFunction['tags'],
    ...(codeSigningConfigId && { codeSigningConfigId }),
  };
}

export function managementColumns({ updateRuntimeOn, runtimeVersionArn }: RuntimeManagement) {
  return { updateRuntimeOn, runtimeVersionArn: runtimeVersionArn ?? null };
}

export function lifeColumns({ revisionId, state, lastUpdate }: Pick<FunctionVersion, 'revisionId' | 'state' | 'lastUpdate'>) {
  return {
    revisionId,
    state: state.name,
    stateReasonCode: state.reasonCode ?? null,
    stateReason: state.reason ?? null,
    lastUpdateStatus: lastUpdate.status,
    lastUpdateReasonCode: lastUpdate.reasonCode ?? null,
    lastUpdateReason: lastUpdate.reason ?? null,
  };
}

const isUnsettled = ({ state, lastUpdate }: FunctionVersion) => state.name === 'Pending' || lastUpdate.status === 'InProgress';

const reasons = (reasonCode: string | null, reason: string | null) => ({
  ...(reasonCode !== null && { reasonCode }),
  ...(reason !== null && { reason }),
});
