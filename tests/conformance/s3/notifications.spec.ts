import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type RunningTestApi, runningApi, testAccountId, testRegion } from '../../kit/running-api.js';
import { deployed, roleFor } from '../deployment.js';
import { refusal } from '../refusal.js';
import { s3Client } from './s3-client.js';

let api: RunningTestApi;
let s3: S3Client;
const bucket = { Bucket: 'notifying' };
const LambdaFunctionArn = `arn:aws:lambda:${testRegion}:${testAccountId}:function:told`;

beforeAll(async () => {
  api = await runningApi();
  s3 = s3Client(api);
  await s3.send(new CreateBucketCommand(bucket));
  await deployed(api, await roleFor(api, 'told-role'), 'told');
});
afterAll(async () => {
  s3?.destroy();
  await api?.stop();
});

const put = (config: NotificationConfiguration) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ ...bucket, NotificationConfiguration: config }));
const telling = (more: object = {}) => ({ LambdaFunctionArn, Events: ['s3:ObjectCreated:*' as const], ...more });
const unvalidated = {
  code: 'InvalidArgument',
  status: 400,
  message: 'Unable to validate the following destination configurations',
};

describe("a bucket's notifications", () => {
  it('are none at first', async () => {
    const { LambdaFunctionConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand(bucket));
    expect(LambdaFunctionConfigurations).toBeUndefined();
  });

  it('are promised only to a function that exists and lets this bucket invoke it', async () => {
    expect(await refusal(put({ LambdaFunctionConfigurations: [telling()] }))).toEqual(unvalidated);
    const permission = { FunctionName: 'told', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
    await api.lambda.send(
      new AddPermissionCommand({ ...permission, StatementId: 'other', SourceArn: 'arn:aws:s3:::other-bucket' }),
    );
    expect(await refusal(put({ LambdaFunctionConfigurations: [telling()] }))).toEqual(unvalidated);
    await api.lambda.send(
      new AddPermissionCommand({
        ...permission,
        StatementId: 'mine',
        SourceArn: 'arn:aws:s3:::notifying',
        SourceAccount: testAccountId,
      }),
    );
    const Filter = {
      Key: {
        FilterRules: [
          { Name: 'Prefix' as const, Value: 'in/' },
          { Name: 'Suffix' as const, Value: '.jpg' },
        ],
      },
    };
    await put({ LambdaFunctionConfigurations: [telling({ Id: 'mine', Filter })] });
    const { LambdaFunctionConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand(bucket));
    expect(LambdaFunctionConfigurations).toEqual([{ Id: 'mine', LambdaFunctionArn, Events: ['s3:ObjectCreated:*'], Filter }]);
    const nowhere = telling({ LambdaFunctionArn: `${LambdaFunctionArn}-not` });
    expect(await refusal(put({ LambdaFunctionConfigurations: [nowhere] }))).toEqual(unvalidated);
    await put({});
    expect((await s3.send(new GetBucketNotificationConfigurationCommand(bucket))).LambdaFunctionConfigurations).toBeUndefined();
  });

  it('are refused in the words that AWS was recorded to use', async () => {
    const nowhere = `${LambdaFunctionArn}-not`;
    const missing = await put({ LambdaFunctionConfigurations: [telling({ LambdaFunctionArn: nowhere })] }).catch(
      (error) => error,
    );
    expect(missing).toMatchObject({
      ArgumentName1: `${nowhere}, null`,
      ArgumentValue1: `Not authorized to invoke function [${nowhere}]`,
      message: unvalidated.message,
    });
    const QueueArn = `arn:aws:sqs:${testRegion}:${testAccountId}:my-queue`;
    const queue = { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*' as const] }] };
    expect(await put(queue).catch((error) => error)).toMatchObject({
      ArgumentName1: QueueArn,
      ArgumentValue1: 'The destination queue does not exist',
    });
    const misnamed = telling({ Filter: { Key: { FilterRules: [{ Name: 'INVALID', Value: 'x' }] } } });
    expect(await put({ LambdaFunctionConfigurations: [misnamed] }).catch((error) => error)).toMatchObject({
      ArgumentName: 'FilterRule.Name',
      ArgumentValue: 'INVALID',
      message: 'filter rule name must be either prefix or suffix',
    });
  });

  it.each([
    ['CloudFunction', { LambdaFunctionConfigurations: [telling({ LambdaFunctionArn: 'invalid-queue' })] }],
    ['Queue', { QueueConfigurations: [{ QueueArn: 'invalid-queue', Events: ['s3:ObjectCreated:*' as const] }] }],
    ['Topic', { TopicConfigurations: [{ TopicArn: 'invalid-queue', Events: ['s3:ObjectCreated:*' as const] }] }],
  ])('are refused where the %s is no ARN, whether destinations are validated or not', async (ArgumentName, config) => {
    for (const SkipDestinationValidation of [false, true]) {
      const input = { ...bucket, NotificationConfiguration: config, SkipDestinationValidation };
      const error = await s3.send(new PutBucketNotificationConfigurationCommand(input)).catch((thrown) => thrown);
      const message = 'The ARN could not be parsed';
      expect(error).toMatchObject({ name: 'InvalidArgument', ArgumentName, ArgumentValue: 'invalid-queue', message });
    }
  });

  it('are refused for a function of another region', async () => {
    const LambdaFunctionArn = `arn:aws:lambda:eu-west-1:${testAccountId}:function:told`;
    expect(await refusal(put({ LambdaFunctionConfigurations: [telling({ LambdaFunctionArn })] }))).toMatchObject({
      code: 'InvalidArgument',
      message: 'The notification destination service region is not valid for the bucket location constraint',
    });
  });

  it('are kept for a function that does not exist where the caller skips the validation', async () => {
    const Bucket = 'unvalidated';
    const configuration = { Id: 'id123', LambdaFunctionArn: `${LambdaFunctionArn}-not`, Events: ['s3:ObjectCreated:*' as const] };
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { LambdaFunctionConfigurations: [configuration] },
        SkipDestinationValidation: true,
      }),
    );
    const { LambdaFunctionConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(LambdaFunctionConfigurations).toEqual([configuration]);
  });

  it.each([
    [{}, {}, 'Configurations overlap. Configurations on the same bucket cannot share a common event type.'],
    [
      { prefix: 'a' },
      { prefix: 'ab', suffix: 'g' },
      'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
    ],
  ])('that overlap with the filters %j and %j are refused as S3 refuses them', async (one, other, message) => {
    const filtered = (filter: object) => ({
      Key: { FilterRules: Object.entries(filter).map(([Name, Value]) => ({ Name: Name as 'prefix', Value: Value as string })) },
    });
    const configurations = [telling({ Id: 'a', Filter: filtered(one) }), telling({ Id: 'b', Filter: filtered(other) })];
    const refused = await refusal(put({ LambdaFunctionConfigurations: configurations }));
    expect(refused).toEqual({ code: 'InvalidArgument', status: 400, message });
  });

  it.each([
    [
      'queues',
      { QueueConfigurations: [{ QueueArn: 'arn:aws:sqs:us-east-1:111111111111:q', Events: ['s3:ObjectCreated:*' as const] }] },
    ],
    [
      'topics',
      { TopicConfigurations: [{ TopicArn: 'arn:aws:sns:us-east-1:111111111111:t', Events: ['s3:ObjectCreated:*' as const] }] },
    ],
    ['event buses', { EventBridgeConfiguration: {} }],
  ])('are not promised to %s, which are not there', async (_, config) => {
    expect(await refusal(put(config))).toEqual(unvalidated);
  });

  it.each([
    ['an event that does not exist', [telling({ Events: ['s3:Nothing'] })], 'MalformedXML'],
    ['the same id twice', [telling({ Id: 'a' }), telling({ Id: 'a', Events: ['s3:ObjectRemoved:*'] })], 'InvalidArgument'],
    [
      'two functions for one event of one object',
      [telling({ Id: 'a' }), telling({ Id: 'b', Events: ['s3:ObjectCreated:Put'] })],
      'InvalidArgument',
    ],
    [
      'a rule that is neither prefix nor suffix',
      [telling({ Filter: { Key: { FilterRules: [{ Name: 'infix', Value: 'x' }] } } })],
      'InvalidArgument',
    ],
  ])('are refused with %s', async (_, configurations, code) => {
    expect(await refusal(put({ LambdaFunctionConfigurations: configurations as never }))).toMatchObject({ code, status: 400 });
  });
});
