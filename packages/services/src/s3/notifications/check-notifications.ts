import { type Bucket, bucketArn } from '../buckets/bucket.js';
import { S3Error } from '../s3-error.js';
import type { LambdaNotification, NotificationConfiguration } from './notification-configuration.js';
import { notificationEvents } from './notification-events.js';

/** Functions, as S3 needs to know them before it promises to call them. */
export interface InvokableFunctions {
  /** Whether there is such a function and its policy lets S3 invoke it for this bucket. */
  mayBeInvoked(functionArn: string, source: { readonly arn: string; readonly accountId: string }): Promise<boolean>;
}

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
  const twice = lambda.find(({ id }, index) => lambda.findIndex((other) => other.id === id) !== index);
  if (twice) throw invalid('Configuration ID must be unique.', [['Id', twice.id]]);
  requireApart(lambda);
  if (!functions) return;
  const source = { arn: bucketArn(bucket.name), accountId: bucket.accountId };
  const failed: string[] = [];
  for (const { functionArn } of lambda) if (!(await functions.mayBeInvoked(functionArn, source))) failed.push(functionArn);
  if (failed.length > 0) throw unvalidatedDestinations(failed);
}

/** No object may call two functions for one event: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
function requireApart(configurations: readonly LambdaNotification[]): void {
  for (const [index, one] of configurations.entries()) {
    for (const other of configurations.slice(index + 1)) {
      if (!one.events.some((event) => other.events.some((otherEvent) => overlap(event, otherEvent)))) continue;
      if (!startsAlike(one.prefix ?? '', other.prefix ?? '') || !endsAlike(one.suffix ?? '', other.suffix ?? '')) continue;
      throw invalid('Configurations overlap. Configurations on the same bucket cannot share a common event type.', []);
    }
  }
}

function overlap(event: string, other: string): boolean {
  const covers = (wide: string, narrow: string) => wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1));
  return event === other || covers(event, other) || covers(other, event);
}

const startsAlike = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);
const endsAlike = (one: string, other: string) => one.endsWith(other) || other.endsWith(one);

/** What cannot be reached is listed by name and value: https://repost.aws/knowledge-center/unable-validate-destination-s3 */
export function unvalidatedDestinations(arns: readonly string[]): S3Error {
  const details = arns.flatMap((arn, index): [string, string][] => [
    [`ArgumentName${index + 1}`, arn],
    [`ArgumentValue${index + 1}`, 'Not authorized to invoke function, or the destination does not exist'],
  ]);
  return invalid('Unable to validate the following destination configurations', details);
}

const invalid = (message: string, details: readonly (readonly [string, string])[]) =>
  new S3Error('InvalidArgument', message, Object.fromEntries(details));
