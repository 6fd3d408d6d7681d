import type { EventSource } from './event-source.js';
import type { MappingSettings } from './mapping-settings.js';

/**
 * A polled source wired to a function. As with AWS it outlives the function that it names: whoever deletes a function deletes its
 * mappings apart.
 */
export interface EventSourceMapping {
  /** AWS calls it UUID. */
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  /** A version or alias; absent when none was given. */
  readonly qualifier?: string;
  readonly source: EventSource;
  readonly settings: MappingSettings;
  /** What the owner wants; the state follows it. */
  readonly enabled: boolean;
  readonly state: MappingState;
  /** When a state that passes is over. */
  readonly settlesAt?: Date;
  readonly modifiedAt: Date;
  readonly tags: Readonly<Record<string, string>>;
  /** Changes with every change. */
  readonly revisionId: string;
}

export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';
