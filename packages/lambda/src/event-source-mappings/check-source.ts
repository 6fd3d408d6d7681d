import { LambdaError } from '../lambda-error.js';
import type { EventSource } from './event-source.js';
import type { EventSources } from './event-sources.js';
import type { RolePermissions } from './role-permissions.js';
import type { SourceKind } from './source-kind.js';

/** What Lambda does with a source under the function's role; kinds that are not here are not tried before they are polled. */
const actions: Partial<Readonly<Record<SourceKind, readonly string[]>>> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  'sqs-fifo': ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  kinesis: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream'],
  dynamodb: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
};

/** Refuses a source that is not there, that is in another region, or that the function's role may not read. */
export class SourceCheck {
  constructor(
    private readonly sources: EventSources,
    private readonly permissions: RolePermissions,
  ) {}

  async check(source: EventSource, target: SourceReader): Promise<void> {
    const { kind, arn } = source;
    if (arn === undefined) return;
    if (arn.split(':')[3] !== target.region) throw missing(kind, arn);
    for (const action of actions[kind] ?? []) {
      const resource = action.startsWith('kinesis:') ? arn.replace(/\/consumer\/.*$/, '') : arn;
      if (!(await this.permissions.allows(target.roleArn, action, resource))) throw notAllowed(action, arn);
    }
    const found = await this.sources.find(source);
    if (found.kind === 'missing') throw missing(kind, arn);
    const visibilitySeconds = found.kind === 'found' ? found.visibilityTimeoutSeconds : undefined;
    if (visibilitySeconds !== undefined && visibilitySeconds < target.timeoutSeconds) {
      throw refusal(
        `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${target.timeoutSeconds} seconds`,
      );
    }
  }
}

/** The function version that is to receive the records. */
export interface SourceReader {
  readonly region: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
}

function missing(kind: SourceKind, arn: string): LambdaError {
  if (kind !== 'sqs' && kind !== 'sqs-fifo') return refusal(`Stream not found: ${arn}`);
  return refusal(
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. ' +
      'SQS Error Message: The specified queue does not exist.',
  );
}

function notAllowed(action: string, arn: string): LambdaError {
  const [service, name] = action.split(':') as [string, string];
  if (service === 'sqs') return refusal(`The function execution role does not have permissions to call ${name} on SQS`);
  return refusal(
    `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams ` +
      'Actions on your stream in IAM.',
  );
}

const refusal = (message: string) => new LambdaError('InvalidParameterValueException', message);
