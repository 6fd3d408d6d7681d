import { randomUUID } from 'node:crypto';
import type { FunctionReader } from '../functions/function-reader.js';
import { onCurrent } from '../functions/on-current.js';
import { LambdaError } from '../lambda-error.js';
import { functionArn } from '../names/function-arn.js';
import type { FunctionReference } from '../names/function-reference.js';
import type { Scope } from '../names/scope.js';
import { checkTagCount } from '../tags/check-tag-count.js';
import { checkGiven, checkSettings, unsupported } from './check-settings.js';
import type { SourceCheck } from './check-source.js';
import { type EventSource, eventSource } from './event-source.js';
import type { EventSourceMapping } from './event-source-mapping.js';
import type { EventSourceMappings } from './event-source-mappings.js';
import { firstState, leaving, moved } from './mapping-life.js';
import type { GivenSettings } from './mapping-settings.js';
import { settingsOf } from './settings-of.js';

export interface NewMapping {
  readonly target: FunctionReference;
  readonly sourceArn?: string | undefined;
  readonly bootstrapServers?: readonly string[] | undefined;
  readonly given: GivenSettings;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface MappingChange {
  readonly target?: FunctionReference | undefined;
  readonly given: GivenSettings;
  readonly enabled?: boolean | undefined;
}

/** Wires sources to functions. What it returns is on its way to its state, which the settler completes. */
export class MappingEditor {
  constructor(
    private readonly reader: Pick<FunctionReader, 'findVersion'>,
    private readonly mappings: EventSourceMappings,
    private readonly sourceCheck: SourceCheck,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async create(wanted: NewMapping): Promise<EventSourceMapping> {
    const { target, given, enabled, tags } = wanted;
    const source = eventSource(wanted.sourceArn, wanted.bootstrapServers);
    const now = this.now();
    checkGiven(source, given);
    const id = randomUUID();
    const settings = settingsOf(source, id, given);
    checkSettings(source, settings, now.getTime());
    checkTagCount(tags);
    await this.checkTarget(target, source);
    const mapping: EventSourceMapping = {
      ...targeted(target),
      id,
      accountId: target.scope.accountId,
      region: target.scope.region,
      source,
      settings,
      enabled,
      ...firstState(enabled, now),
      modifiedAt: now,
      tags,
      revisionId: randomUUID(),
    };
    const kept = await this.mappings.insert(mapping);
    if (kept.kind === 'already-mapped') throw alreadyMapped(mapping, kept.by.id);
    return mapping;
  }

  async find(scope: Scope, id: string): Promise<EventSourceMapping> {
    const mapping = await this.mappings.find(scope, id);
    if (mapping) return mapping;
    throw new LambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');
  }

  update(scope: Scope, id: string, change: MappingChange): Promise<EventSourceMapping> {
    return onCurrent(undefined, () => this.attemptUpdate(scope, id, change));
  }

  /** The mapping as it goes; it is gone as soon as its state has passed. */
  remove(scope: Scope, id: string): Promise<EventSourceMapping> {
    return onCurrent(undefined, async () => {
      const before = await this.find(scope, id);
      return this.replaced(before, leaving(before, this.now()));
    });
  }

  /** Undefined when another change came between. */
  private async attemptUpdate(scope: Scope, id: string, change: MappingChange): Promise<EventSourceMapping | undefined> {
    const before = await this.find(scope, id);
    const { source } = before;
    const now = this.now();
    checkChange(source, change.given);
    const settings = settingsOf(source, id, change.given, before.settings);
    checkSettings(source, settings, now.getTime());
    if (change.target) await this.checkTarget(change.target, source);
    const enabled = change.enabled ?? before.enabled;
    const { qualifier: _before, ...rest } = before;
    const aimed = change.target ? { ...rest, ...targeted(change.target) } : before;
    return this.replaced(before, moved(aimed, { settings, enabled }, now));
  }

  private async replaced(before: EventSourceMapping, after: EventSourceMapping): Promise<EventSourceMapping | undefined> {
    const kept = await this.mappings.replace(before.revisionId, after);
    if (kept.kind === 'already-mapped') throw alreadyMapped(after, kept.by.id);
    return kept.kind === 'kept' ? after : undefined;
  }

  private async checkTarget(target: FunctionReference, source: EventSource): Promise<void> {
    const { version } = await this.reader.findVersion(target).catch((error: unknown) => {
      if (!(error instanceof LambdaError) || error.code !== 'ResourceNotFoundException') throw error;
      throw new LambdaError('InvalidParameterValueException', 'Function does not exist');
    });
    const { roleArn, timeoutSeconds } = version.configuration;
    await this.sourceCheck.check(source, { region: target.scope.region, roleArn, timeoutSeconds });
  }
}

/** What stays as it was created is refused, even unchanged. */
function checkChange(source: EventSource, given: GivenSettings): void {
  checkGiven(source, given);
  if (given.managedKafka?.consumerGroupId !== undefined) throw unsupported('amazonManagedKafkaEventSourceConfig.consumerGroupId');
  if (given.selfManagedKafka?.consumerGroupId !== undefined) {
    throw unsupported('selfManagedKafkaEventSourceConfig.consumerGroupId');
  }
  if (given.sourceAccess?.some(({ type }) => type === 'VIRTUAL_HOST'))
    throw unsupported('sourceAccessConfigurations.VIRTUAL_HOST');
}

const targeted = ({ name, qualifier }: FunctionReference) => ({
  functionName: name,
  ...(qualifier !== undefined && { qualifier }),
});

function alreadyMapped(wanted: EventSourceMapping, existingId: string): LambdaError {
  return new LambdaError(
    'ResourceConflictException',
    `${mappedAs(wanted)} already exists. Please update or delete the existing mapping with UUID ${existingId}`,
  );
}

function mappedAs({ source, settings, functionName, qualifier, ...scope }: EventSourceMapping): string {
  if (source.kind === 'sqs' || source.kind === 'sqs-fifo') {
    return `An event source mapping with SQS arn (" ${source.arn} ") and function (" ${functionName} ")`;
  }
  if (source.bootstrapServers) {
    const arn = functionArn(scope, functionName, qualifier);
    return `An event source mapping with event source ("${source.bootstrapServers}"), function ("${arn}"), topics ("${settings.topics}")`;
  }
  return `The event source arn (" ${source.arn} ") and function (" ${functionName} ") provided mapping`;
}
