import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Blobs } from '../code/blobs.js';
import { checkPackage } from '../code/check-package.js';
import type { Architecture } from '../executable-version.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { Scope } from '../names/scope.js';
import { checkTagCount } from '../tags/check-tag-count.js';
import { checkConfiguration } from './check-configuration.js';
import type { CheckRole } from './check-role.js';
import { type FunctionReader, latestVersion } from './function-reader.js';
import type { DeploymentPackage, FunctionConfiguration, FunctionVersion, VersionOfFunction } from './function-version.js';
import type { FunctionVersions } from './function-versions.js';
import type { Functions } from './functions.js';
import { onCurrent } from './on-current.js';
import { publishedFrom } from './published-from.js';
import { checkChangeable, checkRevision, inProgress, pending, successful } from './version-life.js';

export interface NewFunction {
  readonly name: string;
  readonly configuration: FunctionConfiguration;
  readonly zip: Uint8Array;
  readonly tags: Readonly<Record<string, string>>;
  readonly publish: boolean;
}

export interface CodeChange {
  readonly zip: Uint8Array;
  readonly architecture?: Architecture;
  readonly publish: boolean;
  /** Checks everything and keeps nothing. */
  readonly dryRun: boolean;
  readonly revisionId?: string;
}

/** Creates functions and changes `$LATEST`. What it returns is unsettled: it still has to be prepared before it runs. */
export class FunctionEditor {
  constructor(
    private readonly reader: FunctionReader,
    private readonly functions: Functions,
    private readonly versions: FunctionVersions,
    private readonly blobs: Blobs,
  ) {}

  async create(scope: Scope, wanted: NewFunction, checkRole: CheckRole): Promise<VersionOfFunction> {
    checkConfiguration(wanted.configuration);
    checkTagCount(wanted.tags);
    if (await this.functions.find(scope, wanted.name)) throw alreadyExists(wanted.name);
    await checkRole(wanted.configuration.roleArn);
    const latest = newLatest(wanted.configuration, await this.store(wanted.zip));
    const fn = {
      ...scope,
      id: latest.functionId,
      name: wanted.name,
      tags: wanted.tags,
      lastPublishedNumber: wanted.publish ? 1 : 0,
    };
    const published = wanted.publish ? publishedFrom(latest, 1, wanted.configuration.description) : undefined;
    if (!(await this.functions.insert(fn, published ? [latest, published] : [latest]))) throw alreadyExists(wanted.name);
    return { fn, version: published ?? latest };
  }

  updateCode(reference: FunctionReference, change: CodeChange): Promise<VersionOfFunction> {
    return onCurrent(change.revisionId, () => this.attemptCode(reference, change));
  }

  updateConfiguration(
    reference: FunctionReference,
    change: Partial<FunctionConfiguration>,
    revisionId: string | undefined,
    checkRole: CheckRole,
  ): Promise<VersionOfFunction> {
    return onCurrent(revisionId, () => this.attemptConfiguration(reference, change, revisionId, checkRole));
  }

  /** Undefined when another change came between; so `attemptConfiguration`. */
  private async attemptCode(reference: FunctionReference, change: CodeChange): Promise<VersionOfFunction | undefined> {
    const current = await this.changeable(reference, change.revisionId);
    await checkPackage(change.zip);
    const architecture = change.architecture ?? current.version.configuration.architecture;
    const latest = changed(current.version, {
      configuration: { ...current.version.configuration, architecture },
      code: change.dryRun ? current.version.code : await this.store(change.zip),
    });
    if (change.dryRun) return { fn: current.fn, version: latest };
    const number = current.fn.lastPublishedNumber + 1;
    const published = change.publish ? publishedFrom(latest, number, latest.configuration.description) : undefined;
    const isReplaced = await this.versions.replaceLatest(current.version.revisionId, latest, published);
    return isReplaced ? { fn: current.fn, version: published ?? latest } : undefined;
  }

  private async attemptConfiguration(
    reference: FunctionReference,
    change: Partial<FunctionConfiguration>,
    revisionId: string | undefined,
    checkRole: CheckRole,
  ): Promise<VersionOfFunction | undefined> {
    const { fn, version } = await this.changeable(reference, revisionId);
    const configuration = { ...version.configuration, ...change };
    checkConfiguration(configuration);
    if (change.roleArn !== undefined) await checkRole(change.roleArn);
    const latest = changed(version, { configuration, code: version.code });
    return (await this.versions.replaceLatest(version.revisionId, latest)) ? { fn, version: latest } : undefined;
  }

  private async changeable(reference: FunctionReference, revisionId: string | undefined): Promise<VersionOfFunction> {
    const found = await this.reader.findChangeable(reference);
    checkRevision(found.version, revisionId);
    checkChangeable(found.version, functionArn(found.fn, found.fn.name));
    return found;
  }

  private async store(zip: Uint8Array): Promise<DeploymentPackage> {
    await checkPackage(zip);
    return this.blobs.put(zip);
  }
}

function newLatest(configuration: FunctionConfiguration, code: DeploymentPackage): FunctionVersion {
  return {
    functionId: randomUUID(),
    version: latestVersion,
    configurationId: randomUUID(),
    configuration,
    code,
    revisionId: randomUUID(),
    modifiedAt: new Date(),
    state: pending,
    lastUpdate: successful,
  };
}

function changed(before: FunctionVersion, change: Pick<FunctionVersion, 'configuration' | 'code'>): FunctionVersion {
  const same = isDeepStrictEqual(change, { configuration: before.configuration, code: before.code });
  return {
    ...before,
    ...change,
    configurationId: same ? before.configurationId : randomUUID(),
    revisionId: randomUUID(),
    modifiedAt: new Date(),
    lastUpdate: inProgress,
  };
}

const alreadyExists = (name: string) => new LambdaError('ResourceConflictException', `Function already exist: ${name}`);
