import type { MappingSettings } from './mapping-settings.js';
import type { SourceKind } from './source-kind.js';

type Setting = keyof MappingSettings;

export interface SourceRules {
  /** What holds without a word of the caller's, and is shown. */
  readonly defaults: MappingSettings;
  /** What may be given. */
  readonly accepts: ReadonlySet<Setting>;
  readonly requires: readonly Setting[];
  readonly startingPositions: readonly string[];
  readonly sourceAccessTypes: readonly string[];
  /** AWS's word for a change that a caller asked for. */
  readonly transitionReason: 'User action' | 'USER_INITIATED';
  /** Whether AWS shows LastProcessingResult. */
  readonly showsLastResult: boolean;
}

const everySource: readonly Setting[] = ['batchSize', 'filterPatterns', 'metrics'];
const perBatch: readonly Setting[] = ['bisectOnError', 'recordAgeSecondsMax', 'retryAttemptsMax', 'onFailure'];
const position: readonly Setting[] = ['startingPosition', 'startingPositionMilliseconds'];

const queue: SourceRules = {
  defaults: { batchSize: 10, batchingWindowSeconds: 0, functionResponseTypes: [] },
  accepts: new Set([...everySource, 'batchingWindowSeconds', 'functionResponseTypes', 'concurrencyMax', 'pollers']),
  requires: [],
  startingPositions: [],
  sourceAccessTypes: [],
  transitionReason: 'USER_INITIATED',
  showsLastResult: false,
};

const stream: SourceRules = {
  defaults: {
    batchSize: 100,
    batchingWindowSeconds: 0,
    functionResponseTypes: [],
    bisectOnError: false,
    recordAgeSecondsMax: -1,
    retryAttemptsMax: -1,
    parallelizationFactor: 1,
    tumblingWindowSeconds: 0,
    onFailure: '',
  },
  accepts: new Set([
    ...everySource,
    ...perBatch,
    ...position,
    'batchingWindowSeconds',
    'functionResponseTypes',
    'parallelizationFactor',
    'tumblingWindowSeconds',
  ]),
  requires: [],
  startingPositions: ['TRIM_HORIZON', 'LATEST'],
  sourceAccessTypes: [],
  transitionReason: 'User action',
  showsLastResult: true,
};

const kafkaSettings: readonly Setting[] = [
  ...everySource,
  ...perBatch,
  ...position,
  'batchingWindowSeconds',
  'functionResponseTypes',
  'pollers',
  'sourceAccess',
  'systemLogLevel',
  'topics',
];

const managedKafka: SourceRules = {
  defaults: { batchSize: 100, startingPosition: 'TRIM_HORIZON' },
  accepts: new Set<Setting>([...kafkaSettings, 'managedKafka']),
  requires: ['topics'],
  startingPositions: ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'],
  sourceAccessTypes: ['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'],
  transitionReason: 'USER_INITIATED',
  showsLastResult: true,
};

/**
 * What each kind of source has, may be given and must be given.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export const sourceRules: Readonly<Record<SourceKind, SourceRules>> = {
  sqs: queue,
  'sqs-fifo': queue,
  dynamodb: stream,
  kinesis: { ...stream, startingPositions: [...stream.startingPositions, 'AT_TIMESTAMP'] },
  msk: managedKafka,
  'self-managed-kafka': {
    ...managedKafka,
    accepts: new Set<Setting>([...kafkaSettings, 'selfManagedKafka']),
    requires: ['sourceAccess', 'topics'],
    sourceAccessTypes: [
      'BASIC_AUTH',
      'VPC_SUBNET',
      'VPC_SECURITY_GROUP',
      'SASL_SCRAM_512_AUTH',
      'SASL_SCRAM_256_AUTH',
      'CLIENT_CERTIFICATE_TLS_AUTH',
      'SERVER_ROOT_CA_CERTIFICATE',
    ],
  },
  mq: {
    ...managedKafka,
    defaults: { batchSize: 100 },
    accepts: new Set([...everySource, 'batchingWindowSeconds', 'queues', 'sourceAccess']),
    requires: ['queues', 'sourceAccess'],
    startingPositions: [],
    sourceAccessTypes: ['BASIC_AUTH', 'VIRTUAL_HOST'],
  },
  documentdb: {
    ...managedKafka,
    defaults: { batchSize: 100 },
    accepts: new Set([...everySource, ...position, 'batchingWindowSeconds', 'documentDb', 'sourceAccess']),
    requires: ['documentDb', 'sourceAccess'],
    sourceAccessTypes: ['BASIC_AUTH'],
  },
};
