import { LambdaError } from '../lambda-error.js';
import type { EventSource } from './event-source.js';
import { checkFilterPattern } from './filter-pattern.js';
import type { GivenSettings, MappingSettings, PollerSettings } from './mapping-settings.js';
import type { SourceKind } from './source-kind.js';
import { sourceRules } from './source-rules.js';

/** AWS's names, as its refusals spell them. */
const parameterNames: Readonly<Record<keyof MappingSettings, string>> = {
  batchSize: 'batchSize',
  batchingWindowSeconds: 'maximumBatchingWindowInSeconds',
  bisectOnError: 'bisectBatchOnFunctionError',
  concurrencyMax: 'scalingConfig',
  documentDb: 'documentDBEventSourceConfig',
  filterPatterns: 'filterCriteria',
  functionResponseTypes: 'functionResponseTypes',
  managedKafka: 'amazonManagedKafkaEventSourceConfig',
  metrics: 'metricsConfig',
  onFailure: 'destinationConfig',
  parallelizationFactor: 'parallelizationFactor',
  pollers: 'provisionedPollerConfig',
  queues: 'queues',
  recordAgeSecondsMax: 'maximumRecordAgeInSeconds',
  retryAttemptsMax: 'maximumRetryAttempts',
  selfManagedKafka: 'selfManagedKafkaEventSourceConfig',
  sourceAccess: 'sourceAccessConfigurations',
  startingPosition: 'startingPosition',
  startingPositionMilliseconds: 'startingPositionTimestamp',
  systemLogLevel: 'loggingConfig',
  topics: 'topics',
  tumblingWindowSeconds: 'tumblingWindowInSeconds',
};

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const filtersMax = 5;

/** Refuses what the source does not have. */
export function checkGiven(source: EventSource, given: GivenSettings): void {
  const { accepts } = sourceRules[source.kind];
  const isQueue = source.kind === 'sqs' || source.kind === 'sqs-fifo';
  for (const name of Object.keys(given) as (keyof MappingSettings)[]) {
    if (accepts.has(name) || given[name] === undefined) continue;
    if (name === 'onFailure') throw unsupportedDestination();
    if (name === 'startingPosition' && isQueue) throw refusal('StartingPosition is not valid for SQS event sources.');
    throw unsupported(parameterNames[name]);
  }
}

/** Refuses what is missing, out of bounds, or does not go together. */
export function checkSettings(source: EventSource, settings: MappingSettings, nowMilliseconds: number): void {
  const { kind } = source;
  for (const name of sourceRules[kind].requires) if (!isGiven(settings[name])) throw missing(parameterNames[name]);
  checkStartingPosition(source, settings, nowMilliseconds);
  checkBatch(kind, settings);
  checkFilters(kind, settings.filterPatterns ?? []);
  checkSourceAccess(kind, settings);
  checkPollers(kind, settings);
  const age = settings.recordAgeSecondsMax ?? -1;
  if (age !== -1 && age < 60) throw refusal('MaximumRecordAgeInSeconds must be -1, or at least 60 seconds.');
  if (settings.onFailure && !isDestination(kind, settings.onFailure)) {
    throw refusal(`The destination ARN ${settings.onFailure} is invalid.`);
  }
  if (kind === 'documentdb' && !settings.documentDb?.databaseName) throw missing('databaseName');
  const kafkaOnly = settings.metrics?.some((metric) => metric !== 'EventCount') && !isKafka(kind);
  if (kafkaOnly) throw unsupported(parameterNames.metrics);
}

function checkStartingPosition(source: EventSource, settings: MappingSettings, nowMilliseconds: number): void {
  const { startingPositions } = sourceRules[source.kind];
  const { startingPosition, startingPositionMilliseconds } = settings;
  if (startingPositions.length === 0) return;
  if (startingPosition === undefined) {
    throw refusal(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (!startingPositions.includes(startingPosition)) {
    throw refusal(`Unsupported starting position for arn type: ${source.arn}`);
  }
  if (startingPosition !== 'AT_TIMESTAMP') {
    if (startingPositionMilliseconds === undefined) return;
    throw refusal('Timestamp only valid with StartingPosition AT_TIMESTAMP');
  }
  if (startingPositionMilliseconds === undefined) throw refusal('Need to specify a timestamp');
  if (startingPositionMilliseconds < 0) {
    const reason = 'class java.lang.Long can not be converted to a Timestamp';
    throw refusal(`Received Exception while reading from provided stream. ${reason}`);
  }
  if (startingPositionMilliseconds > nowMilliseconds) throw refusal('StartingPositionTimestamp cannot be in the future.');
}

function checkBatch(kind: SourceKind, { batchSize, batchingWindowSeconds = 0 }: MappingSettings): void {
  if (kind !== 'sqs' && kind !== 'sqs-fifo') return;
  if (batchSize > 10 && batchingWindowSeconds === 0) {
    throw refusal('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  }
  if (kind === 'sqs-fifo' && batchingWindowSeconds > 0) throw refusal('Batching window is not supported for FIFO queues');
}

function checkFilters(kind: SourceKind, patterns: readonly string[]): void {
  if (patterns.length > filtersMax) throw refusal(`Filter criteria can have at most ${filtersMax} filters.`);
  for (const pattern of patterns) checkFilterPattern(pattern, kind);
}

function checkSourceAccess(kind: SourceKind, { sourceAccess = [] }: MappingSettings): void {
  const { sourceAccessTypes } = sourceRules[kind];
  for (const { type } of sourceAccess) {
    if (!sourceAccessTypes.includes(type)) throw unsupported(`${parameterNames.sourceAccess}.${type}`);
  }
}

function checkPollers(kind: SourceKind, { pollers, concurrencyMax }: MappingSettings): void {
  if (!pollers) return;
  if (concurrencyMax !== undefined) throw refusal('ScalingConfig and ProvisionedPollerConfig cannot be used together.');
  const { minimum, maximum } = withPollerDefaults(kind, pollers);
  const lowest = isKafka(kind) ? 1 : 2;
  const highest = isKafka(kind) ? 2_000 : 10_000;
  if (minimum < lowest) throw refusal(`MinimumPollers must be at least ${lowest} for this event source.`);
  if (maximum > highest || maximum < lowest) {
    throw refusal(`MaximumPollers must be between ${lowest} and ${highest} for this event source.`);
  }
  if (minimum > maximum) throw refusal('MinimumPollers must not be greater than MaximumPollers.');
  if (pollers.groupName !== undefined && !isKafka(kind)) throw unsupported(`${parameterNames.pollers}.pollerGroupName`);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html */
export function withPollerDefaults(kind: SourceKind, pollers: PollerSettings) {
  const maximum = pollers.maximum ?? Math.max(200, pollers.minimum ?? 0);
  return { ...pollers, minimum: pollers.minimum ?? Math.min(isKafka(kind) ? 1 : 2, maximum), maximum };
}

function isDestination(kind: SourceKind, destination: string): boolean {
  if (destination.startsWith('kafka://')) return isKafka(kind);
  return /^arn:[\w-]+:(sqs|sns):[\w-]+:\d{12}:[\w-]+$|^arn:[\w-]+:s3:::[\w.-]+$/.test(destination);
}

const isKafka = (kind: SourceKind) => kind === 'msk' || kind === 'self-managed-kafka';

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

export const unsupported = (parameter: string) =>
  refusal(`Unsupported '${parameter}' parameter for given event source mapping type.`);

export const unsupportedDestination = () =>
  refusal('Unsupported DestinationConfig parameter for given event source mapping type.');

const missing = (parameter: string) => refusal(`Required '${parameter}' parameter is missing.`);

const refusal = (message: string) => new LambdaError('InvalidParameterValueException', message);
