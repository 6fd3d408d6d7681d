import { LambdaError } from '../lambda-error.js';
import { checkEnvironment } from './check-environment.js';
import { checkRuntime } from './check-runtime.js';
import { checkSnapStart } from './check-snap-start.js';
import type { FunctionConfiguration } from './function-version.js';

/** Refuses what AWS's service model lets through but Lambda does not. Limits: gettingstarted-limits.html of AWS's guide. */
export function checkConfiguration(configuration: FunctionConfiguration): void {
  if (!configuration.runtime || !configuration.handler) {
    throw new LambdaError(
      'InvalidParameterValueException',
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  checkRuntime(configuration.runtime);
  if (configuration.snapStart === 'PublishedVersions') checkSnapStart(configuration.runtime);
  atMost('timeout', configuration.timeoutSeconds, timeoutSecondsMax);
  atMost('memorySize', configuration.memoryMegabytes, memoryMegabytesMax);
  atMost('ephemeralStorage.size', configuration.ephemeralStorageMegabytes, ephemeralStorageMegabytesMax);
  if (configuration.environment) checkEnvironment(configuration.environment);
}

const timeoutSecondsMax = 900;
const memoryMegabytesMax = 10_240;
const ephemeralStorageMegabytesMax = 10_240;

function atMost(member: string, value: number, max: number): void {
  if (value <= max) return;
  throw new LambdaError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${max}`,
  );
}
