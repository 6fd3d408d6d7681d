import type { ExecutableVersion } from '../executable-version.js';
import type { VersionOfFunction } from './function-version.js';

export function toExecutable({ fn, version }: VersionOfFunction): ExecutableVersion {
  const { configuration, code } = version;
  return {
    configurationId: version.configurationId,
    functionId: fn.id,
    accountId: fn.accountId,
    region: fn.region,
    functionName: fn.name,
    version: version.version,
    runtime: configuration.runtime,
    handler: configuration.handler,
    architecture: configuration.architecture,
    codeSha256Hex: code.sha256Hex,
    layerSha256Hexes: (configuration.layers ?? []).map(({ sha256Hex }) => sha256Hex),
    memoryMegabytes: configuration.memoryMegabytes,
    timeoutSeconds: configuration.timeoutSeconds,
    ephemeralStorageMegabytes: configuration.ephemeralStorageMegabytes,
    environment: configuration.environment ?? {},
    roleArn: configuration.roleArn,
    logGroup: configuration.logGroup,
    ...(configuration.applicationLogLevel && { applicationLogLevel: configuration.applicationLogLevel }),
    ...(configuration.systemLogLevel && { systemLogLevel: configuration.systemLogLevel }),
  };
}
