import { withPollerDefaults } from './check-settings.js';
import type { EventSource } from './event-source.js';
import type { GivenSettings, KafkaSettings, MappingSettings } from './mapping-settings.js';
import { sourceRules } from './source-rules.js';

/**
 * All settings of a mapping: what is given, what was there before, and AWS's defaults for the rest. What is given without a value falls
 * back to its default. Kafka's consumer group is named after the mapping.
 */
export function settingsOf(
  { kind }: EventSource,
  mappingId: string,
  given: GivenSettings,
  before: Partial<MappingSettings> = {},
): MappingSettings {
  const group = { consumerGroupId: mappingId };
  const kafka = (name: 'managedKafka' | 'selfManagedKafka'): KafkaSettings =>
    withoutAbsent({ ...group, ...before[name], ...given[name] });
  return {
    ...sourceRules[kind].defaults,
    ...withoutAbsent({ ...before, ...given }),
    ...(given.pollers && { pollers: withPollerDefaults(kind, given.pollers) }),
    ...(kind === 'msk' && { managedKafka: kafka('managedKafka') }),
    ...(kind === 'self-managed-kafka' && { selfManagedKafka: kafka('selfManagedKafka') }),
  };
}

function withoutAbsent<T extends object>(settings: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}
