import type { ChangedKey } from '../objects/object-store.js';
import type { ListedVersion } from '../objects/object-version.js';

/** The events of https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html that come about here. */
export type EventName = Creation | Removal | Tagging;
export type Creation = 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload';
export type Tagging = 'ObjectTagging:Put' | 'ObjectTagging:Delete';
type Removal = (typeof removals)[number];

export const removals = ['ObjectRemoved:Delete', 'ObjectRemoved:DeleteMarkerCreated'] as const;

/** What happened to an object. */
export interface Happening {
  readonly name: EventName;
  readonly version: Pick<ListedVersion, 'versionId' | 'sizeBytes' | 'etag'>;
}

/** What a deletion came to: nothing where there was nothing to delete. */
export function removalIn({ added, removed }: ChangedKey): Happening | undefined {
  if (added) return { name: 'ObjectRemoved:DeleteMarkerCreated', version: added };
  return removed && { name: 'ObjectRemoved:Delete', version: removed };
}
