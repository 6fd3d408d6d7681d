import type { VersionOfFunction } from '../functions/function-version.js';
import { LambdaError } from '../lambda-error.js';
import type { EventSourceMapping } from './event-source-mapping.js';
import type { EventSourceMappings } from './event-source-mappings.js';
import { MappingEditor, type NewMapping } from './mapping-editor.js';
import { settled } from './mapping-life.js';
import type { GivenSettings } from './mapping-settings.js';
import { sourceKeys } from './source-keys.js';

const scope = { accountId: '111111111111', region: 'us-east-1' };
const target = { scope, name: 'f', qualifier: undefined };
const arn = (rest: string) => `arn:aws:${rest.replace(':', `:${scope.region}:${scope.accountId}:`)}`;
const sources = {
  queue: { sourceArn: arn('sqs:orders') },
  fifo: { sourceArn: arn('sqs:orders.fifo') },
  kinesis: { sourceArn: arn('kinesis:stream/orders') },
  consumer: { sourceArn: arn('kinesis:stream/orders/consumer/c:1') },
  dynamodb: { sourceArn: arn('dynamodb:table/orders/stream/2025-02-22T03:03:25.490') },
  msk: { sourceArn: arn('kafka:cluster/orders/5d8f-2') },
  kafka: { bootstrapServers: ['kafka:1000'] },
  mq: { sourceArn: arn('mq:broker:orders:b-1') },
  documentdb: { sourceArn: arn('rds:cluster:orders') },
};
type Source = keyof typeof sources;

const access = (type: string) => [{ type, uri: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:s' }];
const needed: Record<Source, GivenSettings> = {
  queue: {},
  fifo: {},
  kinesis: { startingPosition: 'LATEST' },
  consumer: { startingPosition: 'LATEST' },
  dynamodb: { startingPosition: 'LATEST' },
  msk: { topics: ['topic'] },
  kafka: { topics: ['topic'], sourceAccess: access('BASIC_AUTH') },
  mq: { queues: ['queue'], sourceAccess: access('BASIC_AUTH') },
  documentdb: { startingPosition: 'LATEST', documentDb: { databaseName: 'd' }, sourceAccess: access('BASIC_AUTH') },
};

let kept: Map<string, EventSourceMapping>;
let editor: MappingEditor;

beforeEach(() => {
  kept = new Map();
  editor = new MappingEditor({ findVersion }, mappings, { check: async () => {} } as never, () => new Date(1_700_000_000_000));
});

async function findVersion({ name }: { readonly name: string }): Promise<VersionOfFunction> {
  if (name === 'missing') throw new LambdaError('ResourceNotFoundException', 'Function not found');
  return { fn: {}, version: { configuration: { roleArn: 'r', timeoutSeconds: 3 } } } as VersionOfFunction;
}

function keep(mapping: EventSourceMapping) {
  const keys = sourceKeys(mapping);
  const by = [...kept.values()].find(
    (other) =>
      other.id !== mapping.id &&
      other.functionName === mapping.functionName &&
      other.qualifier === mapping.qualifier &&
      sourceKeys(other).some((key) => keys.includes(key)),
  );
  if (by) return { kind: 'already-mapped', by } as const;
  kept.set(mapping.id, mapping);
  return { kind: 'kept' } as const;
}

const mappings = {
  insert: async (mapping) => keep(mapping),
  replace: async (expected, mapping) =>
    kept.get(mapping.id)?.revisionId === expected ? keep(mapping) : { kind: 'changed' as const },
  find: async (_scope, id) => kept.get(id),
} as EventSourceMappings;

const create = (source: Source, given: GivenSettings = {}, more: Partial<NewMapping> = {}) =>
  editor.create({ target, ...sources[source], given: { ...needed[source], ...given }, enabled: true, tags: {}, ...more });

const settle = (mapping: EventSourceMapping) => kept.set(mapping.id, settled(kept.get(mapping.id)!, new Date())!);
const refusal = (made: Promise<unknown>) =>
  made.then(
    () => undefined,
    (error: LambdaError) => `${error.code}: ${error.message}`,
  );
const invalid = (message: string) => `InvalidParameterValueException: ${message}`;

describe('each kind of source', () => {
  test.each(Object.keys(sources) as Source[])('%s is accepted with what it needs', async (source) => {
    expect(await create(source)).toMatchObject({ state: 'Creating', functionName: 'f' });
  });

  test.each<[Source, object]>([
    ['queue', { batchSize: 10, batchingWindowSeconds: 0, functionResponseTypes: [] }],
    ['dynamodb', { batchSize: 100, retryAttemptsMax: -1, recordAgeSecondsMax: -1, parallelizationFactor: 1, onFailure: '' }],
    ['kafka', { batchSize: 100, startingPosition: 'TRIM_HORIZON' }],
    ['mq', { batchSize: 100 }],
  ])("%s has AWS's defaults", async (source, defaults) => expect((await create(source)).settings).toMatchObject(defaults));

  test.each<[Source, GivenSettings, string]>([
    ['queue', { parallelizationFactor: 2 }, "Unsupported 'parallelizationFactor' parameter for given event source mapping type."],
    ['queue', { onFailure: arn('sqs:dead') }, 'Unsupported DestinationConfig parameter for given event source mapping type.'],
    ['queue', { startingPosition: 'LATEST' }, 'StartingPosition is not valid for SQS event sources.'],
    ['queue', { metrics: ['KafkaMetrics'] }, "Unsupported 'metricsConfig' parameter for given event source mapping type."],
    ['fifo', { batchingWindowSeconds: 1 }, 'Batching window is not supported for FIFO queues'],
    ['kinesis', { concurrencyMax: 2 }, "Unsupported 'scalingConfig' parameter for given event source mapping type."],
    [
      'mq',
      { functionResponseTypes: ['ReportBatchItemFailures'] },
      "Unsupported 'functionResponseTypes' parameter for given event source mapping type.",
    ],
    [
      'msk',
      { selfManagedKafka: {} },
      "Unsupported 'selfManagedKafkaEventSourceConfig' parameter for given event source mapping type.",
    ],
    [
      'documentdb',
      { bisectOnError: true },
      "Unsupported 'bisectBatchOnFunctionError' parameter for given event source mapping type.",
    ],
    [
      'msk',
      { sourceAccess: access('BASIC_AUTH') },
      "Unsupported 'sourceAccessConfigurations.BASIC_AUTH' parameter for given event source mapping type.",
    ],
  ])('%s is refused what it does not have: %j', async (source, given, message) => {
    expect(await refusal(create(source, given))).toBe(invalid(message));
  });

  test.each<[Source, GivenSettings, string]>([
    ['kafka', { sourceAccess: undefined }, 'sourceAccessConfigurations'],
    ['msk', { topics: undefined }, 'topics'],
    ['mq', { queues: undefined }, 'queues'],
    ['documentdb', { documentDb: undefined }, 'documentDBEventSourceConfig'],
    ['documentdb', { documentDb: {} }, 'databaseName'],
  ])('%s is refused without what it needs: %j', async (source, given, parameter) => {
    expect(await refusal(create(source, given))).toBe(invalid(`Required '${parameter}' parameter is missing.`));
  });

  it('is told by an ARN of a service that Lambda reads from, or by servers, and by one of them alone', async () => {
    const none = { sourceArn: undefined, bootstrapServers: undefined };
    for (const more of [
      none,
      { sourceArn: arn('sns:topic') },
      { sourceArn: arn('dynamodb:table/t') },
      { bootstrapServers: ['k:1'] },
    ]) {
      expect(await refusal(create('queue', {}, more))).toBe(invalid('Unrecognized event source.'));
    }
  });
});

describe('settings', () => {
  test.each<[Source, GivenSettings, string]>([
    [
      'queue',
      { batchSize: 11 },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    ],
    [
      'fifo',
      { batchSize: 11 },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    ],
    [
      'kinesis',
      { startingPosition: undefined },
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      'dynamodb',
      { startingPosition: 'AT_TIMESTAMP' },
      `Unsupported starting position for arn type: ${sources.dynamodb.sourceArn}`,
    ],
    ['kinesis', { startingPosition: 'AT_TIMESTAMP' }, 'Need to specify a timestamp'],
    [
      'kinesis',
      { startingPosition: 'LATEST', startingPositionMilliseconds: 1.6e12 },
      'Timestamp only valid with StartingPosition AT_TIMESTAMP',
    ],
    [
      'dynamodb',
      { startingPosition: 'TRIM_HORIZON', startingPositionMilliseconds: 1.6e12 },
      'Timestamp only valid with StartingPosition AT_TIMESTAMP',
    ],
    [
      'kinesis',
      { startingPosition: 'AT_TIMESTAMP', startingPositionMilliseconds: -1000 },
      'Received Exception while reading from provided stream. class java.lang.Long can not be converted to a Timestamp',
    ],
    [
      'kinesis',
      { startingPosition: 'AT_TIMESTAMP', startingPositionMilliseconds: 1.8e12 },
      'StartingPositionTimestamp cannot be in the future.',
    ],
    ['kinesis', { recordAgeSecondsMax: 59 }, 'MaximumRecordAgeInSeconds must be -1, or at least 60 seconds.'],
    ['kinesis', { onFailure: arn('lambda:function:g') }, `The destination ARN ${arn('lambda:function:g')} is invalid.`],
    ['kinesis', { onFailure: 'kafka://topic' }, 'The destination ARN kafka://topic is invalid.'],
    ['queue', { pollers: { minimum: 1 } }, 'MinimumPollers must be at least 2 for this event source.'],
    ['msk', { pollers: { minimum: 9, maximum: 3 } }, 'MinimumPollers must not be greater than MaximumPollers.'],
    ['msk', { pollers: { maximum: 2_001 } }, 'MaximumPollers must be between 1 and 2000 for this event source.'],
    ['queue', { pollers: {}, concurrencyMax: 5 }, 'ScalingConfig and ProvisionedPollerConfig cannot be used together.'],
    ['queue', { filterPatterns: Array(6).fill('{"a":[1]}') }, 'Filter criteria can have at most 5 filters.'],
    ['queue', { filterPatterns: ['{"a":[1]}', 'no'] }, 'Invalid filter pattern definition.'],
  ])('of %s are refused: %j', async (source, given, message) => {
    expect(await refusal(create(source, given))).toBe(invalid(message));
  });

  test.each<[Source, GivenSettings]>([
    ['queue', { batchSize: 10_000, batchingWindowSeconds: 1, pollers: { minimum: 2, maximum: 10_000 } }],
    ['queue', { concurrencyMax: 2, metrics: ['EventCount'], functionResponseTypes: ['ReportBatchItemFailures'] }],
    ['kinesis', { startingPosition: 'AT_TIMESTAMP', startingPositionMilliseconds: 1.6e12, tumblingWindowSeconds: 900 }],
    ['kinesis', { recordAgeSecondsMax: 60, onFailure: 'arn:aws:s3:::bucket' }],
    ['msk', { onFailure: 'kafka://topic', metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'], systemLogLevel: 'DEBUG' }],
    ['mq', { sourceAccess: [...access('BASIC_AUTH'), { type: 'VIRTUAL_HOST', uri: '/' }] }],
  ])('of %s are accepted: %j', async (source, given) => {
    expect((await create(source, given)).settings).toMatchObject(given);
  });

  it('fill up the number of pollers, and name the consumer group of Kafka after the mapping', async () => {
    expect((await create('queue', { pollers: { minimum: 5 } })).settings.pollers).toEqual({ minimum: 5, maximum: 200 });
    const { id, settings } = await create('kafka');
    expect(settings.selfManagedKafka).toEqual({ consumerGroupId: id });
    const named = await create('msk', { managedKafka: { consumerGroupId: 'mine' } });
    expect(named.settings.managedKafka).toEqual({ consumerGroupId: 'mine' });
  });
});

describe('a mapping', () => {
  it('is refused for a function that does not exist', async () => {
    const made = create('queue', {}, { target: { ...target, name: 'missing' } });
    expect(await refusal(made)).toBe(invalid('Function does not exist'));
  });

  it('is the only one of its source and function, by a text of its kind', async () => {
    const queue = await create('queue');
    expect(await refusal(create('queue'))).toBe(
      `ResourceConflictException: An event source mapping with SQS arn (" ${sources.queue.sourceArn} ") and function (" f ") already exists. ` +
        `Please update or delete the existing mapping with UUID ${queue.id}`,
    );
    const stream = await create('kinesis');
    expect(await refusal(create('kinesis'))).toBe(
      `ResourceConflictException: The event source arn (" ${sources.kinesis.sourceArn} ") and function (" f ") provided mapping already ` +
        `exists. Please update or delete the existing mapping with UUID ${stream.id}`,
    );
    const kafka = await create('kafka');
    expect(await refusal(create('kafka', {}, { bootstrapServers: ['kafka:1000', 'kafka:2000'] }))).toBe(
      'ResourceConflictException: An event source mapping with event source ("kafka:1000,kafka:2000"), function ' +
        '("arn:aws:lambda:us-east-1:111111111111:function:f"), topics ("topic") already exists. ' +
        `Please update or delete the existing mapping with UUID ${kafka.id}`,
    );
    await create('kafka', { topics: ['another'] });
    await create('queue', {}, { target: { ...target, qualifier: 'live' } });
  });

  it('keeps what an update does not speak of, and takes back what it empties', async () => {
    const made = await create('kinesis', {
      onFailure: arn('sqs:dead'),
      retryAttemptsMax: 3,
      filterPatterns: ['{"data":{"a":[1]}}'],
    });
    settle(made);
    const given = { onFailure: undefined, filterPatterns: undefined, batchSize: 7 };
    const { settings, state } = await editor.update(scope, made.id, { given });
    expect(settings).toMatchObject({ onFailure: '', retryAttemptsMax: 3, batchSize: 7, startingPosition: 'LATEST' });
    expect(settings.filterPatterns).toBeUndefined();
    expect(state).toBe('Updating');
  });

  it('moves to another function, unless that one has the source already', async () => {
    const made = await create('queue');
    const other = await create('queue', {}, { target: { ...target, name: 'g' } });
    settle(made);
    expect(await refusal(editor.update(scope, made.id, { given: {}, target: { ...target, name: 'g' } }))).toContain(other.id);
    const moved = await editor.update(scope, made.id, { given: {}, target: { ...target, qualifier: '1' } });
    expect(moved).toMatchObject({ functionName: 'f', qualifier: '1' });
  });

  it('keeps its consumer group, and its schema registry until that is given empty', async () => {
    const registry = { schemaRegistry: { uri: 'arn:aws:glue:us-east-1:111111111111:registry/r' } };
    const made = await create('msk', { managedKafka: registry });
    settle(made);
    expect(await refusal(editor.update(scope, made.id, { given: { managedKafka: { consumerGroupId: made.id } } }))).toBe(
      invalid("Unsupported 'amazonManagedKafkaEventSourceConfig.consumerGroupId' parameter for given event source mapping type."),
    );
    const kept = await editor.update(scope, made.id, { given: { managedKafka: {} } });
    expect(kept.settings.managedKafka).toEqual({ consumerGroupId: made.id, ...registry });
    settle(made);
    const without = await editor.update(scope, made.id, { given: { managedKafka: { schemaRegistry: undefined } as never } });
    expect(without.settings.managedKafka).toEqual({ consumerGroupId: made.id });
  });

  it('that nobody made is not found', async () => {
    const text = 'ResourceNotFoundException: The resource you requested does not exist.';
    for (const made of [editor.find(scope, 'x'), editor.remove(scope, 'x'), editor.update(scope, 'x', { given: {} })]) {
      expect(await refusal(made)).toBe(text);
    }
  });
});
