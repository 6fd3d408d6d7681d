import type { EventSource } from './event-source.js';

/** What the services that records come from say of a source. */
export interface EventSources {
  find(source: EventSource): Promise<FoundSource>;
}

export type FoundSource =
  | { readonly kind: 'found'; readonly visibilityTimeoutSeconds?: number }
  | { readonly kind: 'missing' }
  /** Hearth does not have the service, so nobody can say. */
  | { readonly kind: 'unserved' };
