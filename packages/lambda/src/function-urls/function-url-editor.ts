import type { Aliases } from '../aliases/aliases.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Functions, Page, Paged } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { FunctionUrlConfig } from './function-url-config.js';
import type { FunctionUrlChange, FunctionUrlConfigs } from './function-url-configs.js';
import { newUrlId } from './url-id.js';

export interface UrlOfFunction {
  readonly fn: LambdaFunction;
  readonly config: FunctionUrlConfig;
}

/** Gives functions and aliases their URLs, one each. */
export class FunctionUrlEditor {
  constructor(
    private readonly functions: Pick<Functions, 'find'>,
    private readonly aliases: Pick<Aliases, 'find'>,
    private readonly configs: FunctionUrlConfigs,
  ) {}

  async create(
    reference: FunctionReference,
    wanted: Pick<FunctionUrlConfig, 'authType' | 'invokeMode' | 'cors'>,
  ): Promise<UrlOfFunction> {
    const fn = await this.#existing(reference);
    const { qualifier } = reference;
    const now = new Date();
    const config = { ...wanted, urlId: newUrlId(), functionId: fn.id, qualifier, createdAt: now, modifiedAt: now };
    if (await this.configs.insert(config)) return { fn, config };
    throw new LambdaError(
      'ResourceConflictException',
      `Failed to create function url config for [functionArn = ${functionArn(fn, fn.name, qualifier)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }

  async find({ scope, name, qualifier }: FunctionReference): Promise<UrlOfFunction> {
    const fn = await this.functions.find(scope, name);
    const config = fn && (await this.configs.find(fn.id, qualifier));
    if (!config) throw noSuchUrl();
    return { fn, config };
  }

  async update(reference: FunctionReference, change: FunctionUrlChange): Promise<UrlOfFunction> {
    const fn = await this.#existing(reference);
    const config = await this.configs.change(fn.id, reference.qualifier, { ...change, modifiedAt: new Date() });
    if (!config) throw noSuchUrl();
    return { fn, config };
  }

  async remove({ scope, name, qualifier }: FunctionReference): Promise<LambdaFunction> {
    const fn = await this.functions.find(scope, name);
    if (!fn || !(await this.configs.remove(fn.id, qualifier))) throw noSuchUrl();
    return fn;
  }

  async list({ scope, name }: FunctionReference, page: Page): Promise<Paged<UrlOfFunction>> {
    const fn = await this.functions.find(scope, name);
    if (!fn) throw noSuchFunction();
    const { items, ...rest } = await this.configs.list(fn.id, page);
    return { ...rest, items: items.map((config) => ({ fn, config })) };
  }

  async #existing({ scope, name, qualifier }: FunctionReference): Promise<LambdaFunction> {
    const fn = await this.functions.find(scope, name);
    if (!fn || (qualifier !== undefined && !(await this.aliases.find(fn.id, qualifier)))) throw noSuchFunction();
    return fn;
  }
}

const noSuchFunction = () => new LambdaError('ResourceNotFoundException', 'Function does not exist');
const noSuchUrl = () => new LambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');
