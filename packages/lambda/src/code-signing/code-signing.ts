import { randomInt } from 'node:crypto';
import type { FunctionReader } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Page, Paged } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { Scope } from '../names/scope.js';
import { checkTagCount } from '../tags/check-tag-count.js';
import { type CodeSigningConfig, codeSigningConfigArn } from './code-signing-config.js';
import type { CodeSigningChange, CodeSigningConfigs, SignedFunctions } from './code-signing-configs.js';

export type NewCodeSigningConfig = Pick<CodeSigningConfig, 'description' | 'publisherArns' | 'untrustedArtifacts' | 'tags'>;

/** Keeps code signing configs, and functions to them. Nobody signs for Hearth, so to it every deployment package is unsigned. */
export class CodeSigning {
  constructor(
    private readonly reader: Pick<FunctionReader, 'find' | 'findChangeable'>,
    private readonly configs: CodeSigningConfigs,
    private readonly functions: SignedFunctions,
    private readonly warned: (fn: LambdaFunction) => void,
  ) {}

  async create({ accountId, region }: Scope, wanted: NewCodeSigningConfig): Promise<CodeSigningConfig> {
    checkTagCount(wanted.tags);
    const config = { ...wanted, accountId, region, id: newId(), modifiedAt: new Date() };
    await this.configs.insert(config);
    return config;
  }

  async find(scope: Scope, arn: string): Promise<CodeSigningConfig> {
    const config = await this.lookUp(scope, arn);
    if (!config) throw notFound(arn);
    return config;
  }

  async update(scope: Scope, arn: string, change: CodeSigningChange): Promise<CodeSigningConfig> {
    const { id } = await this.find(scope, arn);
    const config = await this.configs.change(id, { ...change, modifiedAt: new Date() });
    if (!config) throw notFound(arn);
    return config;
  }

  async remove(scope: Scope, arn: string): Promise<void> {
    const { id } = await this.find(scope, arn);
    const outcome = await this.configs.remove(id);
    if (outcome === 'gone') throw notFound(arn);
    if (outcome === 'removed') return;
    throw new LambdaError(
      'ResourceConflictException',
      `The code signing configuration ${arn} cannot be deleted while functions are using it.`,
    );
  }

  async functionsOf(scope: Scope, arn: string, page: Page): Promise<Paged<LambdaFunction>> {
    const { id } = await this.find(scope, arn);
    return this.functions.heldTo(id, page);
  }

  /** The config that a function is to be held to; refuses one that is not there in other words than `find`. */
  async require(scope: Scope, arn: string): Promise<CodeSigningConfig> {
    const config = await this.lookUp(scope, arn);
    if (!config) throw configNotFound(arn);
    return config;
  }

  async holdFunction(reference: FunctionReference, arn: string): Promise<LambdaFunction> {
    const { id } = await this.require(reference.scope, arn);
    const { fn } = await this.reader.findChangeable(reference);
    if (!(await this.functions.hold(fn.id, id))) throw configNotFound(arn);
    return fn;
  }

  async releaseFunction(reference: FunctionReference): Promise<void> {
    const { fn } = await this.reader.findChangeable(reference);
    await this.functions.hold(fn.id, undefined);
  }

  /** The function, and the ARN of its config if it has one. */
  async ofFunction(reference: FunctionReference): Promise<{ readonly fn: LambdaFunction; readonly arn: string | undefined }> {
    const fn = await this.reader.find({ ...reference, qualifier: undefined });
    const { accountId, region, codeSigningConfigId: id } = fn;
    return { fn, arn: id === undefined ? undefined : codeSigningConfigArn({ accountId, region, id }) };
  }

  /** Refuses a deployment to a function whose config enforces signatures; one that only warns lets it pass, and tells `warned`. */
  async checkDeployment(fn: LambdaFunction): Promise<void> {
    if (fn.codeSigningConfigId === undefined) return;
    const config = await this.configs.find(fn.codeSigningConfigId);
    if (config?.untrustedArtifacts !== 'Enforce') return this.warned(fn);
    throw new LambdaError(
      'CodeVerificationFailedException',
      'Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to ' +
        `accept. Check the provided signature for ${functionArn(fn, fn.name)}.`,
    );
  }

  private async lookUp({ accountId, region }: Scope, arn: string): Promise<CodeSigningConfig | undefined> {
    const config = await this.configs.find(arn.slice(arn.lastIndexOf(':') + 1));
    const isOwn = config?.accountId === accountId && config.region === region;
    return isOwn && codeSigningConfigArn(config) === arn ? config : undefined;
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

const newId = () => `csc-${Array.from({ length: 17 }, () => letters[randomInt(letters.length)]).join('')}`;

/** AWS says of this one refusal not whose fault it is. */
const notFound = (arn: string) =>
  new LambdaError('ResourceNotFoundException', `The Lambda code signing configuration ${arn} can not be found.`, { Type: null });

const configNotFound = (arn: string) =>
  new LambdaError(
    'CodeSigningConfigNotFoundException',
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
  );
