import type {
  CreateEventSourceMappingCommandInput,
  KafkaSchemaRegistryConfig,
  SelfManagedKafkaEventSourceConfig,
  SourceAccessConfiguration,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import type { GivenSettings, KafkaSettings, SourceAccess } from '@hearth/lambda';
import { notBuilt } from '../functions/refuse-unbuilt.js';

type Create = CreateEventSourceMappingCommandInput;
type Update = UpdateEventSourceMappingCommandInput;
type Input = Create | Update;

/** The settings of a new mapping, as far as they are given. */
export function readNewSettings(input: Create): GivenSettings {
  return {
    ...readSettings(input),
    startingPosition: input.StartingPosition,
    startingPositionMilliseconds: input.StartingPositionTimestamp?.getTime(),
    topics: input.Topics,
    queues: input.Queues,
  };
}

/** What an update gives. An empty list or object takes back what was given before. */
export function readSettings(input: Input): GivenSettings {
  if (input.KMSKeyArn) throw notBuilt('KMSKeyArn');
  return {
    ...(input.BatchSize !== undefined && { batchSize: input.BatchSize }),
    ...(input.MaximumBatchingWindowInSeconds !== undefined && { batchingWindowSeconds: input.MaximumBatchingWindowInSeconds }),
    ...(input.FilterCriteria && { filterPatterns: orNone(input.FilterCriteria.Filters?.map(({ Pattern }) => Pattern ?? '')) }),
    ...(input.FunctionResponseTypes && { functionResponseTypes: orNone(input.FunctionResponseTypes) }),
    ...(input.DestinationConfig && { onFailure: input.DestinationConfig.OnFailure?.Destination || undefined }),
    ...(input.BisectBatchOnFunctionError !== undefined && { bisectOnError: input.BisectBatchOnFunctionError }),
    ...(input.MaximumRecordAgeInSeconds !== undefined && { recordAgeSecondsMax: input.MaximumRecordAgeInSeconds }),
    ...(input.MaximumRetryAttempts !== undefined && { retryAttemptsMax: input.MaximumRetryAttempts }),
    ...(input.ParallelizationFactor !== undefined && { parallelizationFactor: input.ParallelizationFactor }),
    ...(input.TumblingWindowInSeconds !== undefined && { tumblingWindowSeconds: input.TumblingWindowInSeconds }),
    ...(input.ScalingConfig && { concurrencyMax: input.ScalingConfig.MaximumConcurrency }),
    ...(input.SourceAccessConfigurations && { sourceAccess: orNone(input.SourceAccessConfigurations.map(readAccess)) }),
    ...(input.AmazonManagedKafkaEventSourceConfig && { managedKafka: readKafka(input.AmazonManagedKafkaEventSourceConfig) }),
    ...(input.SelfManagedKafkaEventSourceConfig && { selfManagedKafka: readKafka(input.SelfManagedKafkaEventSourceConfig) }),
    ...(input.DocumentDBEventSourceConfig && { documentDb: readDocumentDb(input.DocumentDBEventSourceConfig) }),
    ...(input.ProvisionedPollerConfig && { pollers: readPollers(input.ProvisionedPollerConfig) }),
    ...(input.MetricsConfig && { metrics: orNone(input.MetricsConfig.Metrics) }),
    ...(input.LoggingConfig && { systemLogLevel: input.LoggingConfig.SystemLogLevel }),
  };
}

const orNone = <T>(list: readonly T[] | undefined) => (list?.length ? list : undefined);

const readAccess = ({ Type, URI }: SourceAccessConfiguration): SourceAccess => ({ type: Type!, ...(URI && { uri: URI }) });

/** The registry may be taken back by giving it empty; the consumer group stays. */
function readKafka({ ConsumerGroupId, SchemaRegistryConfig }: SelfManagedKafkaEventSourceConfig): KafkaSettings {
  return {
    ...(ConsumerGroupId !== undefined && { consumerGroupId: ConsumerGroupId }),
    ...(SchemaRegistryConfig && { schemaRegistry: readRegistry(SchemaRegistryConfig) }),
  };
}

function readRegistry(config: KafkaSchemaRegistryConfig): KafkaSettings['schemaRegistry'] {
  const { SchemaRegistryURI, EventRecordFormat, AccessConfigs, SchemaValidationConfigs } = config;
  if (Object.values(config).every((value) => value === undefined)) return undefined;
  return {
    ...(SchemaRegistryURI && { uri: SchemaRegistryURI }),
    ...(EventRecordFormat && { eventRecordFormat: EventRecordFormat }),
    ...(AccessConfigs && { access: AccessConfigs.map(({ Type, URI }) => ({ type: Type!, ...(URI && { uri: URI }) })) }),
    ...(SchemaValidationConfigs && { validatedAttributes: SchemaValidationConfigs.map(({ Attribute }) => Attribute!) }),
  };
}

function readDocumentDb(config: NonNullable<Input['DocumentDBEventSourceConfig']>): GivenSettings['documentDb'] {
  const { DatabaseName, CollectionName, FullDocument } = config;
  return {
    ...(DatabaseName && { databaseName: DatabaseName }),
    ...(CollectionName && { collectionName: CollectionName }),
    ...(FullDocument && { fullDocument: FullDocument }),
  };
}

function readPollers(config: NonNullable<Input['ProvisionedPollerConfig']>): GivenSettings['pollers'] {
  const { MinimumPollers, MaximumPollers, PollerGroupName } = config;
  if (MinimumPollers === undefined && MaximumPollers === undefined && !PollerGroupName) return undefined;
  return {
    ...(MinimumPollers !== undefined && { minimum: MinimumPollers }),
    ...(MaximumPollers !== undefined && { maximum: MaximumPollers }),
    ...(PollerGroupName && { groupName: PollerGroupName }),
  };
}
