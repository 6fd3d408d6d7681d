import { SourceCheck } from './check-source.js';
import { eventSource } from './event-source.js';
import type { FoundSource } from './event-sources.js';

const reader = { region: 'us-east-1', roleArn: 'arn:aws:iam::111111111111:role/r', timeoutSeconds: 60 };
const queue = 'arn:aws:sqs:us-east-1:111111111111:orders';
const stream = 'arn:aws:kinesis:us-east-1:111111111111:stream/orders';
const table = 'arn:aws:dynamodb:us-east-1:111111111111:table/t/stream/2025-02-22T03:03:25.490';

const refusal = async (arn: string, found: FoundSource, allowed: (action: string, resource: string) => boolean = () => true) => {
  const check = new SourceCheck(
    { find: async () => found },
    { allows: async (_role, action, resource) => allowed(action, resource) },
  );
  return check.check(eventSource(arn, undefined), reader).then(
    () => undefined,
    (error: Error) => error.message,
  );
};

it('lets pass a source that is there and may be read, and one of a service that nobody can ask', async () => {
  expect(await refusal(queue, { kind: 'found', visibilityTimeoutSeconds: 60 })).toBeUndefined();
  expect(await refusal(stream, { kind: 'unserved' })).toBeUndefined();
});

it('refuses a queue that does not exist, and one of another region', async () => {
  const text =
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. ' +
    'SQS Error Message: The specified queue does not exist.';
  expect(await refusal(queue, { kind: 'missing' })).toBe(text);
  expect(await refusal(queue.replace('us-east-1', 'eu-west-1'), { kind: 'found' })).toBe(text);
});

it('refuses a stream that does not exist', async () => {
  expect(await refusal(stream, { kind: 'missing' })).toBe(`Stream not found: ${stream}`);
  expect(await refusal(table, { kind: 'missing' })).toBe(`Stream not found: ${table}`);
});

it('refuses a role that may not read, before it tells whether the source exists', async () => {
  const without = (name: string) => (action: string) => action !== name;
  expect(await refusal(queue, { kind: 'missing' }, without('sqs:ReceiveMessage'))).toBe(
    'The function execution role does not have permissions to call ReceiveMessage on SQS',
  );
  expect(await refusal(queue, { kind: 'found' }, without('sqs:DeleteMessage'))).toBe(
    'The function execution role does not have permissions to call DeleteMessage on SQS',
  );
  expect(await refusal(table, { kind: 'found' }, without('dynamodb:GetRecords'))).toBe(
    `Cannot access stream ${table}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ` +
      'ListStreams Actions on your stream in IAM.',
  );
});

it('asks for the stream of a consumer', async () => {
  expect(await refusal(`${stream}/consumer/c:1`, { kind: 'found' }, (_, resource) => resource === stream)).toBeUndefined();
});

it('refuses a queue that would show messages again while the function still works on them', async () => {
  expect(await refusal(queue, { kind: 'found', visibilityTimeoutSeconds: 30 })).toBe(
    'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
  );
});
