/** How a mapping reads and delivers. A setting that its kind of source does not have is absent. */
export interface MappingSettings {
  readonly batchSize: number;
  /** Absent where AWS waits its 500 ms: Kafka, Amazon MQ and DocumentDB. */
  readonly batchingWindowSeconds?: number;
  /** Patterns as they were given, one of which a record must match. */
  readonly filterPatterns?: readonly string[];
  readonly functionResponseTypes?: readonly string[];
  readonly startingPosition?: string;
  readonly startingPositionMilliseconds?: number;
  /** A queue, a topic or a bucket by its ARN, or `kafka://topic`. */
  readonly onFailure?: string;
  readonly bisectOnError?: boolean;
  /** -1 for as long as the source keeps them. */
  readonly recordAgeSecondsMax?: number;
  /** -1 for as long as the source keeps the records. */
  readonly retryAttemptsMax?: number;
  readonly parallelizationFactor?: number;
  readonly tumblingWindowSeconds?: number;
  readonly concurrencyMax?: number;
  readonly topics?: readonly string[];
  readonly queues?: readonly string[];
  readonly sourceAccess?: readonly SourceAccess[];
  /** Of Amazon's Kafka, and of Kafka elsewhere. */
  readonly managedKafka?: KafkaSettings;
  readonly selfManagedKafka?: KafkaSettings;
  readonly documentDb?: DocumentDbSettings;
  readonly pollers?: PollerSettings;
  readonly metrics?: readonly string[];
  readonly systemLogLevel?: string;
}

export interface SourceAccess {
  readonly type: string;
  readonly uri?: string;
}

export interface KafkaSettings {
  readonly consumerGroupId?: string;
  readonly schemaRegistry?: SchemaRegistrySettings;
}

interface SchemaRegistrySettings {
  readonly uri?: string;
  readonly eventRecordFormat?: string;
  readonly access?: readonly SourceAccess[];
  readonly validatedAttributes?: readonly string[];
}

interface DocumentDbSettings {
  readonly databaseName?: string;
  readonly collectionName?: string;
  readonly fullDocument?: string;
}

export interface PollerSettings {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly groupName?: string;
}

/** Settings as a caller gives them. One that is there without a value is to be as if it had never been given. */
export type GivenSettings = { readonly [Name in keyof MappingSettings]?: MappingSettings[Name] | undefined };
