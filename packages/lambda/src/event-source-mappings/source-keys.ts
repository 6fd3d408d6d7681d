import type { EventSourceMapping } from './event-source-mapping.js';

/** What no two mappings to the same function may have in common: a source, and of Kafka and Amazon MQ its topic or queue. */
export function sourceKeys({ source, settings }: Pick<EventSourceMapping, 'source' | 'settings'>): readonly string[] {
  const part = settings.topics?.[0] ?? settings.queues?.[0];
  const places = source.bootstrapServers ?? [source.arn!];
  return places.map((place) => (part === undefined ? place : `${place}/${part}`));
}
