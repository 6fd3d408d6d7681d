import { randomUUID } from 'node:crypto';
import type { FunctionReader } from '../functions/function-reader.js';
import type { LambdaFunction, VersionOfFunction } from '../functions/function-version.js';
import { onCurrent } from '../functions/on-current.js';
import { checkRevision } from '../functions/version-life.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import { type AdditionalVersionWeights, additionalVersion } from './additional-version.js';
import type { Alias, Aliases } from './aliases.js';

export interface NewAlias {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  readonly weights: AdditionalVersionWeights;
}

export type AliasChange = Partial<Omit<NewAlias, 'name'>> & { readonly revisionId?: string };

/** Gives versions names. */
export class AliasEditor {
  constructor(
    private readonly reader: FunctionReader,
    private readonly aliases: Aliases,
  ) {}

  async create(reference: FunctionReference, wanted: NewAlias): Promise<AliasOfFunction> {
    const fn = await this.checkTarget(reference, wanted.functionVersion, wanted.weights);
    const alias = withTarget(
      { functionId: fn.id, name: wanted.name, description: wanted.description },
      wanted.functionVersion,
      wanted.weights,
    );
    if (await this.aliases.insert(alias)) return { fn, alias };
    throw new LambdaError('ResourceConflictException', `Alias already exists: ${functionArn(fn, fn.name, wanted.name)}`);
  }

  async find(reference: FunctionReference, name: string): Promise<AliasOfFunction> {
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    const alias = await this.aliases.find(fn.id, name);
    if (alias) return { fn, alias };
    throw new LambdaError('ResourceNotFoundException', `Cannot find alias arn: ${functionArn(fn, fn.name, name)}`);
  }

  update(reference: FunctionReference, name: string, change: AliasChange): Promise<AliasOfFunction> {
    return onCurrent(change.revisionId, () => this.attemptUpdate(reference, name, change));
  }

  /** An alias that does not exist is no error. */
  async remove(reference: FunctionReference, name: string): Promise<LambdaFunction> {
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    await this.aliases.remove(fn.id, name);
    return fn;
  }

  /** Undefined when another change came between. */
  private async attemptUpdate(
    reference: FunctionReference,
    name: string,
    change: AliasChange,
  ): Promise<AliasOfFunction | undefined> {
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    const before = await this.aliases.find(fn.id, name);
    if (!before) throw new LambdaError('ResourceNotFoundException', `Alias not found: ${functionArn(fn, fn.name, name)}`);
    checkRevision(before, change.revisionId);
    const functionVersion = change.functionVersion ?? before.functionVersion;
    const weights = change.weights ?? weightsOf(before);
    await this.checkTarget(reference, functionVersion, weights);
    const { functionId, description } = before;
    const alias = withTarget({ functionId, name, description: change.description ?? description }, functionVersion, weights);
    return (await this.aliases.replace(before.revisionId, alias)) ? { fn, alias } : undefined;
  }

  private async checkTarget(
    reference: FunctionReference,
    version: string,
    weights: AdditionalVersionWeights,
  ): Promise<LambdaFunction> {
    const additional = additionalVersion(version, weights);
    const first = await this.reader.findVersion({ ...reference, qualifier: version });
    if (additional) checkSameRole(first, await this.reader.findVersion({ ...reference, qualifier: additional.version }));
    return first.fn;
  }
}

export interface AliasOfFunction {
  readonly fn: LambdaFunction;
  readonly alias: Alias;
}

function withTarget(
  alias: Pick<Alias, 'functionId' | 'name' | 'description'>,
  functionVersion: string,
  weights: AdditionalVersionWeights,
): Alias {
  const additional = additionalVersion(functionVersion, weights);
  return { ...alias, functionVersion, revisionId: randomUUID(), ...(additional && { additional }) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html */
function checkSameRole(first: VersionOfFunction, second: VersionOfFunction): void {
  if (first.version.configuration.roleArn === second.version.configuration.roleArn) return;
  throw new LambdaError(
    'InvalidParameterValueException',
    `Versions ${first.version.version} and ${second.version.version} cannot share the traffic of an alias, because their execution roles differ.`,
  );
}

const weightsOf = ({ additional }: Alias): AdditionalVersionWeights =>
  additional ? { [additional.version]: additional.weight } : {};
