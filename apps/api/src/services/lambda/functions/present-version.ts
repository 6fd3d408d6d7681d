import { createHash } from 'node:crypto';
import type { FunctionConfiguration as Shown } from '@aws-sdk/client-lambda';
import { functionArn, latestVersion, type VersionOfFunction } from '@hearth/lambda';

/** A version as AWS answers it. `qualifier` is the one its ARN carries; undefined for the bare ARN. */
export function presentVersion(found: VersionOfFunction, qualifier: string | undefined): Shown {
  const { version } = found;
  const { state, lastUpdate } = version;
  return {
    ...presentListed(found, qualifier),
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(found) },
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
    SnapStart: {
      ApplyOn: configuration.snapStart,
      OptimizationStatus: configuration.snapStart === 'PublishedVersions' && version.version !== latestVersion ? 'On' : 'Off',
    },
    LoggingConfig: {
      LogFormat: configuration.logFormat,
      ...(configuration.applicationLogLevel && { ApplicationLogLevel: configuration.applicationLogLevel }),
      ...(configuration.systemLogLevel && { SystemLogLevel: configuration.systemLogLevel }),
      LogGroup: configuration.logGroup,
    },
    ...(configuration.layers && {
      Layers: configuration.layers.map(({ arn, sizeBytes }) => ({ Arn: arn, CodeSize: sizeBytes })),
    }),
    ...(configuration.environment && { Environment: { Variables: { ...configuration.environment } } }),
  };
}

/** AWS names each build of a runtime by a hash; ours is of the runtime's name. A build that the owner wants kept is shown as wanted. */
function runtimeVersionArn({ fn, version }: VersionOfFunction): string {
  const ours = createHash('sha256').update(version.configuration.runtime).digest('hex');
  return version.runtimeManagement.runtimeVersionArn ?? `arn:aws:lambda:${fn.region}::runtime:${ours}`;
}
