import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import { type FunctionReader, isVersion, latestVersion } from './function-reader.js';
import type { RuntimeManagement, VersionOfFunction } from './function-version.js';
import type { FunctionVersions } from './function-versions.js';

/** Remembers for each version when it is to be given a newer build of its runtime. */
export class RuntimeManager {
  constructor(
    private readonly reader: FunctionReader,
    private readonly versions: Pick<FunctionVersions, 'manageRuntime'>,
  ) {}

  find(reference: FunctionReference): Promise<VersionOfFunction> {
    checkNoAlias(reference);
    return this.reader.findVersion(reference);
  }

  async put(reference: FunctionReference, management: RuntimeManagement): Promise<VersionOfFunction> {
    const { fn, version } = await this.find(reference);
    checkBuild(management);
    await this.versions.manageRuntime(fn.id, version.version, management);
    return { fn, version: { ...version, runtimeManagement: management } };
  }
}

function checkNoAlias({ scope, name, qualifier = latestVersion }: FunctionReference): void {
  if (isVersion(qualifier)) return;
  throw new LambdaError(
    'InvalidParameterValueException',
    `The provided function name ${functionArn(scope, name, qualifier)} is invalid. Aliases are not allowed.`,
  );
}

function checkBuild({ updateRuntimeOn, runtimeVersionArn }: RuntimeManagement): void {
  if ((updateRuntimeOn === 'Manual') === (runtimeVersionArn !== undefined)) return;
  throw new LambdaError(
    'InvalidParameterValueException',
    updateRuntimeOn === 'Manual'
      ? 'RuntimeVersionArn is required when UpdateRuntimeOn is Manual.'
      : `RuntimeVersionArn is not allowed when UpdateRuntimeOn is ${updateRuntimeOn}.`,
  );
}
