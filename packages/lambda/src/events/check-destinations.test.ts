import { checkDestinations, functionDestination } from './check-destinations.js';

const fn = { accountId: '111111111111', region: 'us-east-1', name: 'orders' };
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:111111111111:${rest}`;
const check = (onSuccess: string, onFailure = '') => checkDestinations(fn, { onSuccess, onFailure }, async () => true);

test('another function can be told', async () => {
  await expect(check(arn('lambda', 'function:others'))).resolves.toBeUndefined();
  await expect(check('', arn('lambda', 'function:others:live'))).resolves.toBeUndefined();
});

test('what does not exist yet is refused by name rather than lost', async () => {
  for (const [destination, lacking] of [
    [arn('sqs', 'queue'), 'Amazon SQS'],
    [arn('sns', 'topic'), 'Amazon SNS'],
    [arn('events', 'event-bus/default'), 'Amazon EventBridge'],
    ['arn:aws:s3:::bucket', 'Amazon S3'],
    ['kafka://topic', 'Kafka'],
  ] as const) {
    await expect(check(destination)).rejects.toThrow(lacking);
  }
});

test('what AWS refuses is refused in its words before what Hearth lacks', async () => {
  await expect(check(arn('iam', 'role/x'), arn('sqs', 'queue'))).rejects.toThrow(
    `DestinationConfig(onSuccess=OnSuccess(destination=${arn('iam', 'role/x')}), onFailure=OnFailure(destination=${arn('sqs', 'queue')})) is invalid.`,
  );
});

test('only the ARN of a function leads to one', () => {
  expect(functionDestination(arn('lambda', 'function:others:live'))).toEqual({
    scope: { accountId: '111111111111', region: 'us-east-1' },
    name: 'others',
    qualifier: 'live',
  });
  expect(functionDestination(arn('lambda', 'layer:others:1'))).toBeUndefined();
  expect(functionDestination(arn('sqs', 'function:others'))).toBeUndefined();
});
