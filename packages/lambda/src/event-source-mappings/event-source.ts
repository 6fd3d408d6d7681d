import { LambdaError } from '../lambda-error.js';
import type { SourceKind } from './source-kind.js';

/** Where a mapping's records come from. */
export interface EventSource {
  readonly kind: SourceKind;
  /** Absent for Kafka that is not Amazon's. */
  readonly arn?: string;
  /** Kafka that is not Amazon's: where its brokers answer. */
  readonly bootstrapServers?: readonly string[];
}

/** Each service's sources, told by what follows the account in their ARN. */
const resources: Readonly<Record<string, readonly (readonly [RegExp, SourceKind])[]>> = {
  sqs: [
    [/^[\w-]+\.fifo$/, 'sqs-fifo'],
    [/^[\w-]+$/, 'sqs'],
  ],
  kinesis: [[/^stream\/[\w.-]+(\/consumer\/[\w.-]+(:\d+)?)?$/, 'kinesis']],
  dynamodb: [[/^table\/[\w.-]+\/stream\/[\w.:-]+$/, 'dynamodb']],
  kafka: [[/^(cluster|vpc-connection)\/.+$/, 'msk']],
  mq: [[/^broker:.+$/, 'mq']],
  rds: [[/^cluster:.+$/, 'documentdb']],
};

/** Tells the kind of a source; refuses what Lambda does not read from, and two sources at once. */
export function eventSource(arn: string | undefined, bootstrapServers: readonly string[] | undefined): EventSource {
  if (bootstrapServers && (arn !== undefined || bootstrapServers.length === 0)) throw unrecognized();
  if (bootstrapServers) return { kind: 'self-managed-kafka', bootstrapServers };
  const [, , service = '', , , ...rest] = arn?.split(':') ?? [];
  const resource = rest.join(':');
  const kind = Object.hasOwn(resources, service) && resources[service]!.find(([form]) => form.test(resource))?.[1];
  if (!arn || !kind) throw unrecognized();
  return { kind, arn };
}

const unrecognized = () => new LambdaError('InvalidParameterValueException', 'Unrecognized event source.');
