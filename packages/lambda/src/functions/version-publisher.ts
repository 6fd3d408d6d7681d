import { randomUUID } from 'node:crypto';
import type { Aliases } from '../aliases/aliases.js';
import type { PackageIntake } from '../code/package-intake.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import { type FunctionReader, isVersion, latestPublished, latestVersion } from './function-reader.js';
import type { LambdaFunction, VersionOfFunction } from './function-version.js';
import type { FunctionVersions } from './function-versions.js';
import type { Functions } from './functions.js';
import { onCurrent } from './on-current.js';
import { publishedFrom } from './published-from.js';
import { checkChangeable, checkRevision } from './version-life.js';

export interface Publication {
  readonly description?: string;
  /** Base64, as AWS shows it. */
  readonly codeSha256?: string;
  readonly revisionId?: string;
  /** Refuses what was asked for and cannot be honoured, after all that AWS itself refuses. */
  readonly checkOptions: () => void;
}

/** Publishes versions and removes them, or the function with all of them. */
export class VersionPublisher {
  constructor(
    private readonly reader: FunctionReader,
    private readonly functions: Functions,
    private readonly versions: FunctionVersions,
    private readonly aliases: Pick<Aliases, 'list'>,
    private readonly packages: Pick<PackageIntake, 'checkRoom'>,
  ) {}

  /**
   * Answers the version published last when neither code nor configuration has changed since. A publication gives `$LATEST` another
   * revision, too.
   */
  publish(reference: FunctionReference, publication: Publication): Promise<VersionOfFunction> {
    return onCurrent(publication.revisionId, () => this.attemptToPublish(reference, publication));
  }

  /** Without a qualifier the function goes with everything that hangs on it. A version that does not exist is no error. */
  async remove(reference: FunctionReference): Promise<LambdaFunction> {
    const { qualifier } = reference;
    if (qualifier === latestVersion) {
      throw new LambdaError('InvalidParameterValueException', '$LATEST version cannot be deleted without deleting the function.');
    }
    if (qualifier !== undefined && qualifier !== latestPublished && !isVersion(qualifier)) {
      throw new LambdaError('InvalidParameterValueException', 'Deletion of aliases is not currently supported.');
    }
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    if (qualifier === undefined) await this.functions.remove(fn.id);
    else if (qualifier === latestPublished) return fn;
    else if (!(await this.versions.remove(fn.id, qualifier))) throw await this.referenced(fn.id, qualifier);
    return fn;
  }

  private async referenced(functionId: string, version: string): Promise<LambdaError> {
    const { items } = await this.aliases.list(functionId, version, { limit: aliasesNamedMax });
    const names = items.map(({ name }) => name).join(', ');
    return new LambdaError(
      'ResourceConflictException',
      `Unable to delete version because the following aliases reference it: [${names}]`,
    );
  }

  /** Undefined when another change came between. */
  private async attemptToPublish(reference: FunctionReference, publication: Publication): Promise<VersionOfFunction | undefined> {
    const { fn, version: latest } = await this.reader.findChangeable(reference);
    checkRevision(latest, publication.revisionId);
    checkChangeable(latest, functionArn(fn, fn.name));
    checkCodeSha256(latest.code.sha256Hex, publication.codeSha256);
    publication.checkOptions();
    const last = await this.versions.find(fn.id, String(fn.lastPublishedNumber));
    if (last?.publishedFrom === latest.configurationId) return { fn, version: last };
    await this.packages.checkRoom(fn, latest.code.sizeBytes);
    const description = publication.description ?? latest.configuration.description;
    const published = publishedFrom(latest, fn.lastPublishedNumber + 1, description);
    const isPublished = await this.versions.replaceLatest(latest.revisionId, { ...latest, revisionId: randomUUID() }, published);
    return isPublished ? { fn, version: published } : undefined;
  }
}

const aliasesNamedMax = 50;

function checkCodeSha256(currentHex: string, given: string | undefined): void {
  const current = Buffer.from(currentHex, 'hex').toString('base64');
  if (given === undefined || given === current) return;
  throw new LambdaError(
    'InvalidParameterValueException',
    `CodeSHA256 (${given}) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}
