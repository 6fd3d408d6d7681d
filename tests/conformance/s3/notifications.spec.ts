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
