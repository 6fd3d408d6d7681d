import type { Page, Paged } from '../functions/functions.js';
import type { Scope } from '../names/scope.js';
import type { EventSourceMapping } from './event-source-mapping.js';

/** Where event source mappings are kept. */
export interface EventSourceMappings {
  /** Keeps a new mapping, unless another already maps one of its sources to the same function. */
  insert(mapping: EventSourceMapping): Promise<Kept | AlreadyMapped>;
  /** As `insert`, for what takes a mapping's place; it has to have the expected revision still. Its tags stay as they are. */
  replace(expectedRevisionId: string, mapping: EventSourceMapping): Promise<Kept | AlreadyMapped | { readonly kind: 'changed' }>;
  find(scope: Scope, id: string): Promise<EventSourceMapping | undefined>;
  /** By id. */
  list(scope: Scope, filter: MappingFilter, page: Page): Promise<Paged<EventSourceMapping>>;
  /** False when the mapping no longer has the expected revision. */
  remove(expectedRevisionId: string, id: string): Promise<boolean>;
  /** Mappings of all accounts whose passing state is over. */
  due(limit: number): Promise<readonly EventSourceMapping[]>;
  /** False, and nothing is changed, when the tags are no longer those before. */
  replaceTags(id: string, before: EventSourceMapping['tags'], after: EventSourceMapping['tags']): Promise<boolean>;
}

export interface Kept {
  readonly kind: 'kept';
}

export interface AlreadyMapped {
  readonly kind: 'already-mapped';
  readonly by: EventSourceMapping;
}

export interface MappingFilter {
  readonly sourceArn?: string;
  readonly fn?: { readonly name: string; readonly qualifier: string | undefined };
}
