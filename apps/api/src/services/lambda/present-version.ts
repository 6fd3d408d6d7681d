import { createHash } from 'node:crypto';
import type { FunctionConfiguration as Shown } from '@aws-sdk/client-lambda';
import { functionArn, type VersionOfFunction } from '@hearth/lambda';

/** A version as AWS answers it. `qualifier` is the one its ARN carries; undefined for the bare ARN. */
export function presentVersion(found: VersionOfFunction, qualifier: string | undefined): Shown {
  const { fn, version } = found;
  const { state, lastUpdate } = version;
  return {
    ...presentListed(found, qualifier),
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(fn.region, version.configuration.runtime) },
    State: state.name,
    ...(state.reason !== undefined && { StateReason: state.reason }),
    ...(state.reasonCode !== undefined && { StateReasonCode: state.reasonCode as Shown['StateReasonCode'] }),
    // AWS is silent about updates of what has never been Active.
    ...(state.name !== 'Pending' && {
      LastUpdateStatus: lastUpdate.status,
      ...(lastUpdate.reason !== undefined && { LastUpdateStatusReason: lastUpdate.reason }),
      ...(lastUpdate.reasonCode !== undefined && {
        LastUpdateStatusReasonCode: lastUpdate.reasonCode as Shown['LastUpdateStatusReasonCode'],
      }),
    }),
  };
}

/** A version as AWS lists it: without states and runtime version. */
export function presentListed({ fn, version }: VersionOfFunction, qualifier: string | undefined): Shown {
  const { configuration, code } = version;
  return {
    FunctionName: fn.name,
    FunctionArn: functionArn(fn, fn.name, qualifier),
    Runtime: configuration.runtime as Shown['Runtime'],
    Role: configuration.roleArn,
    Handler: configuration.handler,
    CodeSize: code.sizeBytes,
    CodeSha256: Buffer.from(code.sha256Hex, 'hex').toString('base64'),
    Description: configuration.description,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMegabytes,
    LastModified: version.modifiedAt.toISOString().replace('Z', '+0000'),
    Version: version.version,
    RevisionId: version.revisionId,
    PackageType: 'Zip',
    Architectures: [configuration.architecture],
    EphemeralStorage: { Size: configuration.ephemeralStorageMegabytes },
    TracingConfig: { Mode: configuration.tracingMode },
    SnapStart: { ApplyOn: configuration.snapStart, OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: configuration.logGroup },
    ...(configuration.environment && { Environment: { Variables: { ...configuration.environment } } }),
  };
}

/** AWS names each build of a runtime by a hash; ours is of the runtime's name. */
function runtimeVersionArn(region: string, runtime: string): string {
  return `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(runtime).digest('hex')}`;
}
