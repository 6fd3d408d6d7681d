import { type Bucket, bucketArn } from '../buckets/bucket.js';
import { invalidArgument, S3Error } from '../s3-error.js';
import { checkDestinationArn } from './check-destination-arn.js';
import { covers } from './covers.js';
import type { InvokableFunctions } from './invokable-functions.js';
import type { LambdaNotification, NotificationConfiguration } from './notification-configuration.js';
import { notificationEvents } from './notification-events.js';

/** Refuses a configuration that S3 could not keep to. Whether the functions may be invoked is asked of `functions`, if given. */
export async function checkNotifications(
  bucket: Bucket,
  { lambda = [] }: NotificationConfiguration,
  functions: InvokableFunctions | undefined,
): Promise<void> {
  for (const { events } of lambda) {
    const unknown = events.find((event) => !notificationEvents.has(event));
    if (unknown !== undefined) throw new S3Error('MalformedXML');
  }
  for (const { functionArn } of lambda) checkDestinationArn('CloudFunction', functionArn);
  if (lambda.some(({ functionArn }) => functionArn.split(':')[3] !== bucket.region))
    throw new S3Error('InvalidArgument', elsewhere);
  const twice = lambda.find(({ id }, index) => lambda.findIndex((other) => other.id === id) !== index);
  if (twice) throw invalidArgument('Id', twice.id, 'Configuration ID must be unique.');
  requireApart(lambda);
  if (!functions) return;
  const source = { arn: bucketArn(bucket.name), accountId: bucket.accountId };
  const failed: string[] = [];
  for (const { functionArn } of lambda) {
    if (!(await functions.find(functionArn, source))) failed.push(functionArn);
  }
  if (failed.length > 0)
    throw unvalidatedDestinations(failed.map((arn) => [`${arn}, null`, `Not authorized to invoke function [${arn}]`]));
}

/** No object may call two functions for one event: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
function requireApart(configurations: readonly LambdaNotification[]): void {
  for (const [index, one] of configurations.entries()) {
    for (const other of configurations.slice(index + 1)) {
      const shared = sharedEvents(one, other);
      if (!shared) continue;
      if (!startsAlike(one.prefix ?? '', other.prefix ?? '') || !endsAlike(one.suffix ?? '', other.suffix ?? '')) continue;
      if (isFiltered(one) || isFiltered(other)) throw new S3Error('InvalidArgument', ambiguous);
      throw invalidArgument(
        'Event',
        shared.join(', '),
        'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
      );
    }
  }
}

/** An event of each, one of which includes the other. */
function sharedEvents(one: LambdaNotification, other: LambdaNotification): readonly string[] | undefined {
  for (const event of one.events) {
    const shared = other.events.find((candidate) => covers(event, candidate) || covers(candidate, event));
    if (shared !== undefined) return [event, shared];
  }
  return undefined;
}

const isFiltered = ({ prefix = '', suffix = '' }: LambdaNotification) => prefix !== '' || suffix !== '';
const elsewhere = 'The notification destination service region is not valid for the bucket location constraint';
const ambiguous =
  'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.';

const startsAlike = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);
const endsAlike = (one: string, other: string) => one.endsWith(other) || other.endsWith(one);

/** What cannot be reached, each with its reason. */
export function unvalidatedDestinations(failures: readonly (readonly [name: string, reason: string])[]): S3Error {
  const details = failures.flatMap(([name, reason], index) => [
    [`ArgumentName${index + 1}`, name],
    [`ArgumentValue${index + 1}`, reason],
  ]);
  return new S3Error(
    'InvalidArgument',
    'Unable to validate the following destination configurations',
    Object.fromEntries(details),
  );
}
