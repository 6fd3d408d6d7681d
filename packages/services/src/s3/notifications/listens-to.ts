import { covers } from './covers.js';
import type { EventName } from './happening.js';
import type { LambdaNotification } from './notification-configuration.js';

/** Whether a function wants to be told of an event of this key. */
export function listensTo(
  { events, prefix = '', suffix = '' }: Pick<LambdaNotification, 'events' | 'prefix' | 'suffix'>,
  name: EventName,
  key: string,
): boolean {
  return key.startsWith(prefix) && key.endsWith(suffix) && events.some((event) => covers(event, `s3:${name}`));
}
