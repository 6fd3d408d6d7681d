import { randomUUID } from 'node:crypto';
import {
  type Buckets,
  checkDestinationArn,
  checkNotifications,
  type InvokableFunctions,
  type LambdaNotification,
  type NotificationConfiguration,
  S3Error,
  unvalidatedDestinations,
} from '@hearth/services';
import type { S3Group, S3Input } from './s3-handlers.js';

type Group = S3Group<'GetBucketNotificationConfiguration' | 'PutBucketNotificationConfiguration'>;
type Given = NonNullable<S3Input<'PutBucketNotificationConfiguration'>['NotificationConfiguration']>;
type GivenLambda = NonNullable<Given['LambdaFunctionConfigurations']>[number];

export function notificationHandlers(buckets: Buckets, functions: InvokableFunctions): Group {
  return {
    async GetBucketNotificationConfiguration(input) {
      const { notifications } = await buckets.find(input.Bucket!);
      const lambda = notifications.lambda ?? [];
      return lambda.length === 0 ? {} : { LambdaFunctionConfigurations: lambda.map(present) };
    },

    async PutBucketNotificationConfiguration(input) {
      const bucket = await buckets.find(input.Bucket!);
      const notifications = read(input.NotificationConfiguration ?? {});
      await checkNotifications(bucket, notifications, input.SkipDestinationValidation === true ? undefined : functions);
      await buckets.update(bucket, { notifications });
      return {};
    },
  };
}

/** Queues, topics and event buses do not exist in Hearth: as in AWS, what does not exist cannot be validated. */
function read(given: Given): NotificationConfiguration {
  const queues = (given.QueueConfigurations ?? []).map(({ QueueArn = '' }) => QueueArn);
  const topics = (given.TopicConfigurations ?? []).map(({ TopicArn = '' }) => TopicArn);
  for (const arn of queues) checkDestinationArn('Queue', arn);
  for (const arn of topics) checkDestinationArn('Topic', arn);
  const elsewhere: (readonly [string, string])[] = [
    ...queues.map((arn) => [arn, 'The destination queue does not exist'] as const),
    ...topics.map((arn) => [arn, 'The destination topic does not exist'] as const),
  ];
  if (given.EventBridgeConfiguration) elsewhere.push(['EventBridge', 'The destination event bus does not exist']);
  if (elsewhere.length > 0) throw unvalidatedDestinations(elsewhere);
  const lambda = (given.LambdaFunctionConfigurations ?? []).map(readLambda);
  return lambda.length === 0 ? {} : { lambda };
}

function readLambda({ Id, LambdaFunctionArn, Events, Filter }: GivenLambda): LambdaNotification {
  if (!LambdaFunctionArn || !Events?.length) throw new S3Error('MalformedXML');
  const given = Filter?.Key?.FilterRules ?? [];
  const rules = given.map(({ Name, Value }) => ({ name: Name?.toLowerCase(), value: Value ?? '' }));
  const other = rules.findIndex(({ name }) => name !== 'prefix' && name !== 'suffix');
  if (other !== -1) {
    throw new S3Error('InvalidArgument', 'filter rule name must be either prefix or suffix', {
      ArgumentName: 'FilterRule.Name',
      ArgumentValue: String(given[other]!.Name),
    });
  }
  for (const name of ['prefix', 'suffix']) {
    if (rules.filter((rule) => rule.name === name).length > 1) {
      throw new S3Error('InvalidArgument', `Cannot specify more than one ${name} rule in a filter.`, {
        ArgumentName: 'FilterRule.Name',
        ArgumentValue: name,
      });
    }
  }
  const prefix = rules.find(({ name }) => name === 'prefix')?.value;
  const suffix = rules.find(({ name }) => name === 'suffix')?.value;
  return {
    id: Id || randomUUID(),
    functionArn: LambdaFunctionArn,
    events: Events,
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
  };
}

function present({ id, functionArn, events, prefix, suffix }: LambdaNotification) {
  const rules = [
    ...(prefix === undefined ? [] : [{ Name: 'Prefix' as const, Value: prefix }]),
    ...(suffix === undefined ? [] : [{ Name: 'Suffix' as const, Value: suffix }]),
  ];
  return {
    Id: id,
    LambdaFunctionArn: functionArn,
    Events: [...events] as GivenLambda['Events'],
    ...(rules.length > 0 && { Filter: { Key: { FilterRules: rules as never } } }),
  };
}
