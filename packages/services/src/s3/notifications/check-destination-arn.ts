import { invalidArgument } from '../s3-error.js';

/** Refuses what is no ARN, in the place where a notification names whom to tell. */
export function checkDestinationArn(place: 'CloudFunction' | 'Queue' | 'Topic', arn: string): void {
  if (!/^arn:[^:]+:[^:]+:[^:]*:\d{12}:.+$/.test(arn)) throw invalidArgument(place, arn, 'The ARN could not be parsed');
}
