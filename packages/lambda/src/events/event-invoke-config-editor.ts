import { type FunctionReader, latestVersion } from '../functions/function-reader.js';
import type { LambdaFunction } from '../functions/function-version.js';
import type { Page, Paged } from '../functions/functions.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import { checkDestinations } from './check-destinations.js';
import type { EventInvokeConfig } from './event-invoke-config.js';
import type { ConfiguredEvents, EventInvokeConfigs } from './event-invoke-configs.js';

export interface EventsOfFunction {
  readonly fn: LambdaFunction;
  readonly configured: ConfiguredEvents;
}

/** Configures how the events of a function, version or alias are tried and where their outcomes go. */
export class EventInvokeConfigEditor {
  constructor(
    private readonly reader: FunctionReader,
    private readonly configs: EventInvokeConfigs,
  ) {}

  async put(reference: FunctionReference, wanted: Partial<EventInvokeConfig>): Promise<EventsOfFunction> {
    const fn = await this.checked(reference, wanted);
    const qualifier = reference.qualifier ?? latestVersion;
    const configured = { functionId: fn.id, qualifier, ...wanted, modifiedAt: new Date() };
    if (await this.configs.put(configured)) return { fn, configured };
    throw functionGone();
  }

  async change(reference: FunctionReference, wanted: Partial<EventInvokeConfig>): Promise<EventsOfFunction> {
    const fn = await this.checked(reference, wanted);
    const configured = await this.configs.change(fn.id, reference.qualifier ?? latestVersion, wanted, new Date());
    if (configured) return { fn, configured };
    throw notConfigured(reference);
  }

  /** For AWS a function that does not exist is one for which nothing is configured. */
  async find(reference: FunctionReference): Promise<EventsOfFunction> {
    const fn = await this.functionOf(reference);
    const configured = fn && (await this.configs.find(fn.id, reference.qualifier ?? latestVersion));
    if (fn && configured) return { fn, configured };
    throw notConfigured(reference);
  }

  async list(
    reference: FunctionReference,
    page: Page,
  ): Promise<{ readonly fn: LambdaFunction; readonly configured: Paged<ConfiguredEvents> }> {
    const fn = await this.functionOf(reference);
    if (!fn) throw functionGone();
    return { fn, configured: await this.configs.list(fn.id, page) };
  }

  async remove(reference: FunctionReference): Promise<void> {
    const fn = await this.functionOf(reference);
    if (!fn || !(await this.configs.remove(fn.id, reference.qualifier ?? latestVersion))) throw notConfigured(reference);
  }

  private async checked(reference: FunctionReference, wanted: Partial<EventInvokeConfig>): Promise<LambdaFunction> {
    if (Object.values(wanted).every((value) => value === undefined)) {
      throw new LambdaError(
        'InvalidParameterValueException',
        'You must specify at least one of error handling or destination setting.',
      );
    }
    const fn = await this.functionOf(reference);
    if (!fn || !(await this.exists(reference))) throw functionGone();
    await checkDestinations(fn, wanted, (destination) => this.exists(destination));
    return fn;
  }

  private functionOf(reference: FunctionReference): Promise<LambdaFunction | undefined> {
    return undefinedIfNotFound(this.reader.find({ ...reference, qualifier: undefined }));
  }

  private async exists(reference: FunctionReference): Promise<boolean> {
    return (await undefinedIfNotFound(this.reader.findVersion(reference))) !== undefined;
  }
}

async function undefinedIfNotFound<T>(finding: Promise<T>): Promise<T | undefined> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof LambdaError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

const functionGone = () => new LambdaError('ResourceNotFoundException', "The function doesn't exist.");

function notConfigured({ scope, name, qualifier = latestVersion }: FunctionReference): LambdaError {
  const arn = functionArn(scope, name, qualifier);
  return new LambdaError('ResourceNotFoundException', `The function ${arn} doesn't have an EventInvokeConfig`);
}
