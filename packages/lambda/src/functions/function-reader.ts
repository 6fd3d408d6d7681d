import type { Aliases } from '../aliases/aliases.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { FunctionVersion, LambdaFunction, VersionOfFunction } from './function-version.js';
import type { FunctionVersions } from './function-versions.js';
import type { Functions } from './functions.js';

export const latestVersion = '$LATEST';

/** Finds what a caller names, or refuses as AWS does. */
export class FunctionReader {
  constructor(
    private readonly functions: Functions,
    private readonly versions: FunctionVersions,
    private readonly aliases: Aliases,
  ) {}

  /** The function itself. The qualifier plays no part but in the text of the refusal. */
  async find(reference: FunctionReference): Promise<LambdaFunction> {
    const fn = await this.functions.find(reference.scope, reference.name);
    if (!fn) throw notFound(reference);
    return fn;
  }

  /** The version that the qualifier leads to; through an alias with two versions, the first. */
  async findVersion(reference: FunctionReference): Promise<VersionOfFunction> {
    const fn = await this.find(reference);
    const version = await this.versionBehind(fn, reference.qualifier ?? latestVersion);
    if (!version) throw notFound(reference);
    return { fn, version };
  }

  /** `$LATEST` of a function that is about to be changed; refuses references to anything else. */
  async findChangeable(reference: FunctionReference): Promise<VersionOfFunction> {
    if (reference.qualifier !== undefined && reference.qualifier !== latestVersion) {
      throw new LambdaError(
        'InvalidParameterValueException',
        'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. ' +
          'Please specify either a function name or an unqualified function ARN.',
      );
    }
    return this.findVersion({ ...reference, qualifier: undefined });
  }

  private async versionBehind(fn: LambdaFunction, qualifier: string): Promise<FunctionVersion | undefined> {
    if (isVersion(qualifier)) return this.versions.find(fn.id, qualifier);
    const alias = await this.aliases.find(fn.id, qualifier);
    return alias && this.versions.find(fn.id, alias.functionVersion);
  }
}

/** The version of functions on capacity providers that is published anew; others never have it. */
export const latestPublished = '$LATEST.PUBLISHED';

export const isVersion = (qualifier: string) => qualifier === latestVersion || /^\d+$/.test(qualifier);

export function notFound({ scope, name, qualifier }: FunctionReference): LambdaError {
  return new LambdaError('ResourceNotFoundException', `Function not found: ${functionArn(scope, name, qualifier)}`);
}
