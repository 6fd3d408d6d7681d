import type { EventSourceMappingConfiguration, EventSourcePosition, FunctionResponseType } from '@aws-sdk/client-lambda';
import {
  type EventSourceMapping,
  functionArn,
  type KafkaSettings,
  type MappingSettings,
  type SourceAccess,
  sourceRules,
} from '@hearth/lambda';

/** A mapping as AWS shows it: each kind of source has members of its own. */
export function presentMapping(mapping: EventSourceMapping): EventSourceMappingConfiguration {
  const { id, source, settings, functionName, qualifier, state, modifiedAt } = mapping;
  const { transitionReason, showsLastResult } = sourceRules[source.kind];
  return {
    UUID: id,
    EventSourceMappingArn: `arn:aws:lambda:${mapping.region}:${mapping.accountId}:event-source-mapping:${id}`,
    FunctionArn: functionArn(mapping, functionName, qualifier),
    State: state,
    StateTransitionReason: transitionReason,
    LastModified: modifiedAt,
    ...(showsLastResult && { LastProcessingResult: 'No records processed' }),
    ...(source.arn !== undefined && { EventSourceArn: source.arn }),
    ...(source.bootstrapServers && {
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: [...source.bootstrapServers] } },
    }),
    ...presentSettings(settings),
  };
}

/** The recorded answer to a creation for Kafka that is not Amazon's has no ARN of the mapping; every other answer has. */
export function presentCreated(mapping: EventSourceMapping): EventSourceMappingConfiguration {
  const { EventSourceMappingArn, ...answer } = presentMapping(mapping);
  return { ...answer, ...(mapping.source.kind !== 'self-managed-kafka' && { EventSourceMappingArn }) };
}

function presentSettings(settings: MappingSettings): EventSourceMappingConfiguration {
  return {
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.batchingWindowSeconds,
    FunctionResponseTypes: settings.functionResponseTypes && ([...settings.functionResponseTypes] as FunctionResponseType[]),
    BisectBatchOnFunctionError: settings.bisectOnError,
    MaximumRecordAgeInSeconds: settings.recordAgeSecondsMax,
    MaximumRetryAttempts: settings.retryAttemptsMax,
    ParallelizationFactor: settings.parallelizationFactor,
    TumblingWindowInSeconds: settings.tumblingWindowSeconds,
    StartingPosition: settings.startingPosition as EventSourcePosition | undefined,
    Topics: settings.topics && [...settings.topics],
    Queues: settings.queues && [...settings.queues],
    SourceAccessConfigurations: settings.sourceAccess?.map(presentAccess),
    AmazonManagedKafkaEventSourceConfig: settings.managedKafka && presentKafka(settings.managedKafka),
    SelfManagedKafkaEventSourceConfig: settings.selfManagedKafka && presentKafka(settings.selfManagedKafka),
    ...presentOptions(settings),
  };
}

/** What is shown only when it was given. */
function presentOptions(settings: MappingSettings): EventSourceMappingConfiguration {
  const { onFailure, documentDb, pollers, metrics, systemLogLevel, concurrencyMax, startingPositionMilliseconds } = settings;
  return {
    ...(settings.filterPatterns && { FilterCriteria: { Filters: settings.filterPatterns.map((Pattern) => ({ Pattern })) } }),
    ...(onFailure !== undefined && { DestinationConfig: { OnFailure: onFailure === '' ? {} : { Destination: onFailure } } }),
    ...(startingPositionMilliseconds !== undefined && { StartingPositionTimestamp: new Date(startingPositionMilliseconds) }),
    ...(concurrencyMax !== undefined && { ScalingConfig: { MaximumConcurrency: concurrencyMax } }),
    ...(metrics && { MetricsConfig: { Metrics: [...metrics] as NonNullable<MetricsConfig['Metrics']> } }),
    ...(systemLogLevel && { LoggingConfig: { SystemLogLevel: systemLogLevel as LoggingConfig['SystemLogLevel'] } }),
    ...(pollers && {
      ProvisionedPollerConfig: {
        MinimumPollers: pollers.minimum,
        MaximumPollers: pollers.maximum,
        PollerGroupName: pollers.groupName,
      },
    }),
    ...(documentDb && {
      DocumentDBEventSourceConfig: {
        DatabaseName: documentDb.databaseName,
        CollectionName: documentDb.collectionName,
        FullDocument: documentDb.fullDocument as DocumentDbConfig['FullDocument'],
      },
    }),
  };
}

type MetricsConfig = NonNullable<EventSourceMappingConfiguration['MetricsConfig']>;
type LoggingConfig = NonNullable<EventSourceMappingConfiguration['LoggingConfig']>;
type DocumentDbConfig = NonNullable<EventSourceMappingConfiguration['DocumentDBEventSourceConfig']>;
type KafkaConfig = NonNullable<EventSourceMappingConfiguration['SelfManagedKafkaEventSourceConfig']>;
type Registry = NonNullable<KafkaConfig['SchemaRegistryConfig']>;
type Access = NonNullable<EventSourceMappingConfiguration['SourceAccessConfigurations']>[number];

const presentAccess = ({ type, uri }: SourceAccess): Access => ({ Type: type as Access['Type'], URI: uri });

function presentKafka({ consumerGroupId, schemaRegistry: registry }: KafkaSettings): KafkaConfig {
  if (!registry) return { ConsumerGroupId: consumerGroupId };
  const SchemaRegistryConfig = {
    SchemaRegistryURI: registry.uri,
    EventRecordFormat: registry.eventRecordFormat,
    AccessConfigs: registry.access?.map(({ type, uri }) => ({ Type: type, URI: uri })),
    SchemaValidationConfigs: registry.validatedAttributes?.map((Attribute) => ({ Attribute })),
  } as Registry;
  return { ConsumerGroupId: consumerGroupId, SchemaRegistryConfig };
}
