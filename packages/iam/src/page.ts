import { IamError } from './iam-error.js';

/** One page of a listing; `next` is the marker of the page after it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** What a caller asks for, in AWS's terms: 100 items unless it says otherwise. */
export interface Paging {
  readonly marker?: string;
  readonly maxItems?: number;
}

const maxItemsDefault = 100;

/** Fetches one item more than the page holds, to know whether another page follows. Markers are opaque to callers. */
export async function fetchPage<T>(
  { marker, maxItems = maxItemsDefault }: Paging,
  keyOf: (item: T) => string,
  fetch: (after: string | undefined, limit: number) => Promise<readonly T[]>,
): Promise<Page<T>> {
  const items = await fetch(marker === undefined ? undefined : readMarker(marker), maxItems + 1);
  if (items.length <= maxItems) return { items };
  const shown = items.slice(0, maxItems);
  return { items: shown, next: Buffer.from(`after:${keyOf(shown.at(-1)!)}`).toString('base64url') };
}

/** The same over a list that is short enough to be there as a whole; ordered by key. */
export function pageOf<T>(all: readonly T[], paging: Paging, keyOf: (item: T) => string): Promise<Page<T>> {
  const sorted = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return fetchPage(paging, keyOf, async (after, limit) => {
    const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
    return rest.slice(0, limit);
  });
}

function readMarker(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) throw new IamError('ValidationException', 'Invalid Marker.');
  return text.slice('after:'.length);
}
