import type { AliasEditor } from '../aliases/alias-editor.js';
import { type FunctionReader, isVersion, latestVersion } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Page, Paged } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import { unreserved } from './account-concurrency.js';
import { unreservedMin } from './concurrency-reserver.js';
import type { ProvisionedConcurrencies, ProvisionedSiblings } from './provisioned-concurrencies.js';
import type { ProvisionedConcurrency } from './provisioned-concurrency.js';

/** Has environments of a version or alias kept ready. */
export class ConcurrencyProvisioner {
  constructor(
    private readonly reader: FunctionReader,
    private readonly aliases: Pick<AliasEditor, 'find'>,
    private readonly provisioned: ProvisionedConcurrencies,
  ) {}

  async put(
    reference: FunctionReference,
    requested: number,
  ): Promise<{ readonly fn: LambdaFunction; readonly provisioned: ProvisionedConcurrency }> {
    if (reference.qualifier === undefined || reference.qualifier === latestVersion) {
      throw refusal('Provisioned Concurrency Configs cannot be applied to unpublished function versions.');
    }
    const { fn, qualifier, version, isSplit } = await this.resolved(reference);
    if (isSplit) throw refusal('Provisioned Concurrency cannot be configured on an alias that routes traffic to two versions.');
    const provisioned = await this.provisioned.put(fn, qualifier, requested, (now) =>
      checkRequest(now, { functionId: fn.id, qualifier, version, requested }),
    );
    if (provisioned) return { fn, provisioned };
    await this.resolved(reference);
    throw notFound();
  }

  async find(reference: FunctionReference): Promise<ProvisionedConcurrency> {
    const { fn, qualifier } = await this.published(reference);
    const provisioned = await this.provisioned.find(fn.id, qualifier);
    if (provisioned) return provisioned;
    throw notFound();
  }

  /** That there was none is no error. */
  async remove(reference: FunctionReference): Promise<LambdaFunction> {
    const { fn, qualifier } = await this.published(reference);
    await this.provisioned.remove(fn.id, qualifier);
    return fn;
  }

  async list(
    reference: FunctionReference,
    page: Page,
  ): Promise<{ readonly fn: LambdaFunction; readonly provisioned: Paged<ProvisionedConcurrency> }> {
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    return { fn, provisioned: await this.provisioned.list(fn.id, page) };
  }

  private published(reference: FunctionReference): Promise<Resolved> {
    if (reference.qualifier === undefined || reference.qualifier === latestVersion) {
      throw refusal('The function resource provided must be an alias or a published version.');
    }
    return this.resolved(reference);
  }

  /** For AWS a function that does not exist is a version or alias that does not. */
  private async resolved(reference: FunctionReference): Promise<Resolved> {
    const { scope, name, qualifier = latestVersion } = reference;
    if (isVersion(qualifier)) {
      const { fn, version } = await this.reader.findVersion(reference);
      return { fn, qualifier, version: version.version, isSplit: false };
    }
    const found = await this.aliases.find(reference, qualifier).catch((error: unknown) => {
      const isGone = error instanceof LambdaError && error.code === 'ResourceNotFoundException';
      throw isGone
        ? new LambdaError('ResourceNotFoundException', `Cannot find alias arn: ${functionArn(scope, name, qualifier)}`)
        : error;
    });
    return { fn: found.fn, qualifier, version: found.alias.functionVersion, isSplit: found.alias.additional !== undefined };
  }
}

interface Resolved {
  readonly fn: LambdaFunction;
  readonly qualifier: string;
  readonly version: string;
  /** An alias that shares its traffic between two versions. */
  readonly isSplit: boolean;
}

interface Request {
  readonly functionId: string;
  readonly qualifier: string;
  readonly version: string;
  readonly requested: number;
}

/** Refuses what overlaps with other requests of the function, or with what is promised to others. Pure. */
function checkRequest({ account, others }: ProvisionedSiblings, { functionId, qualifier, version, requested }: Request): void {
  checkOverlap(others, qualifier, version);
  const own = account.functions.get(functionId);
  const before = others.find((other) => other.qualifier === qualifier)?.requested ?? 0;
  if (own?.reserved !== undefined) {
    if (own.provisioned - before + requested <= own.reserved) return;
    throw refusal('Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function');
  }
  const available = unreserved(account) + before;
  if (requested > available) {
    throw untyped(`Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${available}].`);
  }
  if (available - requested < unreservedMin) {
    throw untyped(
      `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMin}].`,
    );
  }
}

function checkOverlap(others: ProvisionedSiblings['others'], qualifier: string, version: string): void {
  const overlapping = others.filter((other) => other.qualifier !== qualifier && other.version === version);
  if (overlapping.length === 0) return;
  if (isVersion(qualifier)) {
    throw new LambdaError('ResourceConflictException', 'Version is pointed by a Provisioned Concurrency alias');
  }
  throw new LambdaError(
    'ResourceConflictException',
    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
  );
}

const refusal = (message: string) => new LambdaError('InvalidParameterValueException', message);
const untyped = (message: string) => new LambdaError('InvalidParameterValueException', message, { Type: null });

const notFound = () =>
  new LambdaError('ProvisionedConcurrencyConfigNotFoundException', 'No Provisioned Concurrency Config found for this function');
