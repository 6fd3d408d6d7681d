import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CodeSource } from '../code/code-source.js';
import type { PackageIntake } from '../code/package-intake.js';
import type { Architecture } from '../executable-version.js';
import { LambdaError } from '../lambda-error.js';
import { checkTotalSize } from '../layers/attach-layers.js';
import type { FunctionLayer } from '../layers/layer-version.js';
import { functionArn } from '../names/function-arn.js';
import { checkNewName, type FunctionReference } from '../names/function-reference.js';
import type { Scope } from '../names/scope.js';
import { checkTagCount } from '../tags/check-tag-count.js';
import { checkConfiguration } from './check-configuration.js';
import type { CheckRole } from './check-role.js';
import { configured } from './configured.js';
import { type FunctionReader, latestVersion } from './function-reader.js';
import type { FunctionConfiguration, FunctionVersion, LambdaFunction, VersionOfFunction } from './function-version.js';
import type { FunctionVersions } from './function-versions.js';
import type { Functions } from './functions.js';
import { onCurrent } from './on-current.js';
import { publishedFrom } from './published-from.js';
import { checkChangeable, checkRevision, inProgress, pending, successful } from './version-life.js';

export interface NewFunction {
  readonly name: string;
  readonly configuration: FunctionConfiguration;
  readonly code: CodeSource;
  readonly tags: Readonly<Record<string, string>>;
  readonly publish: boolean;
  readonly codeSigningConfigId?: string | undefined;
}

export interface CodeChange {
  readonly code: CodeSource;
  readonly architecture?: Architecture;
  readonly publish: boolean;
  /** Checks everything, tells what the code would be, and keeps nothing. */
  readonly dryRun: boolean;
  readonly revisionId?: string;
}

/** What a change is asked besides the configuration's own rules. */
export interface Checks {
  readonly role: CheckRole;
  /** The layers that were asked for, each found and allowed; undefined when nothing was said of them. */
  readonly layers: () => Promise<readonly FunctionLayer[] | undefined>;
  /** Refuses a deployment that the function's code signing config does not let pass. */
  readonly signature: (fn: LambdaFunction) => Promise<void>;
  /** Refuses what was asked for and cannot be honoured. Comes last: what AWS itself refuses is refused in AWS's words. */
  readonly options: () => void;
}

type CodeChecks = Pick<Checks, 'signature' | 'options'>;

/** Creates functions and changes `$LATEST`. What it returns is unsettled: it still has to be prepared before it runs. */
export class FunctionEditor {
  constructor(
    private readonly reader: FunctionReader,
    private readonly functions: Functions,
    private readonly versions: FunctionVersions,
    private readonly packages: PackageIntake,
  ) {}

  async create(scope: Scope, wanted: NewFunction, checks: Checks): Promise<VersionOfFunction> {
    const { name, tags, publish, codeSigningConfigId } = wanted;
    checkNewName(name);
    checkConfiguration(wanted.configuration);
    checkTagCount(tags);
    if (await this.functions.find(scope, name)) throw alreadyExists(name);
    await checks.role(wanted.configuration.roleArn);
    const configuration = withLayers(wanted.configuration, await checks.layers());
    const fn: LambdaFunction = {
      ...scope,
      id: randomUUID(),
      name,
      tags,
      lastPublishedNumber: publish ? 1 : 0,
      recursiveLoop: 'Terminate',
      ...(codeSigningConfigId !== undefined && { codeSigningConfigId }),
    };
    await checks.signature(fn);
    checks.options();
    const latest = newLatest(fn.id, configuration, await this.packages.keep(scope, wanted.code));
    checkTotalSize(latest.code, configuration.layers);
    const published = publish ? publishedFrom(latest, 1, wanted.configuration.description) : undefined;
    if (!(await this.functions.insert(fn, published ? [latest, published] : [latest]))) throw alreadyExists(name);
    return { fn, version: published ?? latest };
  }

  updateCode(reference: FunctionReference, change: CodeChange, checks: CodeChecks): Promise<VersionOfFunction> {
    return onCurrent(change.revisionId, () => this.attemptCode(reference, change, checks));
  }

  updateConfiguration(
    reference: FunctionReference,
    change: Partial<FunctionConfiguration>,
    revisionId: string | undefined,
    checks: Checks,
  ): Promise<VersionOfFunction> {
    return onCurrent(revisionId, () => this.attemptConfiguration(reference, change, revisionId, checks));
  }

  /** Undefined when another change came between; so `attemptConfiguration`. */
  private async attemptCode(
    reference: FunctionReference,
    change: CodeChange,
    checks: CodeChecks,
  ): Promise<VersionOfFunction | undefined> {
    const { fn, version } = await this.changeable(reference, change.revisionId);
    if (change.code.kind === 'image') throw imageForZip();
    await checks.signature(fn);
    checks.options();
    const configuration = { ...version.configuration, architecture: change.architecture ?? version.configuration.architecture };
    if (change.dryRun) {
      const code = await this.packages.check(fn, change.code);
      checkTotalSize(code, configuration.layers);
      return { fn, version: { ...version, configuration, code } };
    }
    const latest = changed(version, { configuration, code: await this.packages.keep(fn, change.code) });
    checkTotalSize(latest.code, configuration.layers);
    const number = fn.lastPublishedNumber + 1;
    const published = change.publish ? publishedFrom(latest, number, configuration.description) : undefined;
    const isReplaced = await this.versions.replaceLatest(version.revisionId, latest, published);
    return isReplaced ? { fn, version: published ?? latest } : undefined;
  }

  private async attemptConfiguration(
    reference: FunctionReference,
    change: Partial<FunctionConfiguration>,
    revisionId: string | undefined,
    checks: Checks,
  ): Promise<VersionOfFunction | undefined> {
    const { fn, version } = await this.changeable(reference, revisionId);
    const wanted = configured(version.configuration, change);
    checkConfiguration(wanted);
    if (change.roleArn !== undefined) await checks.role(change.roleArn);
    const layers = await checks.layers();
    const configuration = withLayers(wanted, layers);
    checkTotalSize(version.code, configuration.layers);
    if (layers?.length) await checks.signature(fn);
    checks.options();
    const latest = changed(version, { configuration, code: version.code });
    return (await this.versions.replaceLatest(version.revisionId, latest)) ? { fn, version: latest } : undefined;
  }

  private async changeable(reference: FunctionReference, revisionId: string | undefined): Promise<VersionOfFunction> {
    const found = await this.reader.findChangeable(reference);
    checkRevision(found.version, revisionId);
    checkChangeable(found.version, functionArn(found.fn, found.fn.name));
    return found;
  }
}

function withLayers(configuration: FunctionConfiguration, given: readonly FunctionLayer[] | undefined): FunctionConfiguration {
  if (given === undefined) return configuration;
  const { layers: _, ...others } = configuration;
  return given.length === 0 ? others : { ...others, layers: given };
}

function newLatest(functionId: string, configuration: FunctionConfiguration, code: FunctionVersion['code']): FunctionVersion {
  return {
    functionId,
    version: latestVersion,
    configurationId: randomUUID(),
    configuration,
    code,
    revisionId: randomUUID(),
    modifiedAt: new Date(),
    state: pending,
    lastUpdate: successful,
    runtimeManagement: { updateRuntimeOn: 'Auto' },
  };
}

function changed(before: FunctionVersion, change: Pick<FunctionVersion, 'configuration' | 'code'>): FunctionVersion {
  const same = change.code.sha256Hex === before.code.sha256Hex && isDeepStrictEqual(change.configuration, before.configuration);
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

const imageForZip = () =>
  new LambdaError(
    'InvalidParameterValueException',
    "Please don't provide ImageUri when updating a function with packageType Zip.",
  );
