import type { Paged } from '@hearth/lambda';

/** Makes a page of rows that were asked for with one more than the limit, which tells whether there is a next page. */
export function toPaged<T>(found: readonly T[], limit: number, keyOf: (item: T) => string): Paged<T> {
  if (found.length <= limit) return { items: found };
  const items = found.slice(0, limit);
  return { items, next: keyOf(items.at(-1)!) };
}
