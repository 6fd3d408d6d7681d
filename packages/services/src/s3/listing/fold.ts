/** What a listing asks for. */
export interface FoldQuery<From> {
  readonly prefix: string;
  /** Keys that share what follows the prefix, up to and with it, are listed as one. */
  readonly delimiter: string | undefined;
  readonly from: From | undefined;
  /** A common prefix that was listed already. */
  readonly afterCommonPrefix?: string | undefined;
  readonly max: number;
}

export type Entry<Item> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'common-prefix'; readonly prefix: string };

export interface Folded<Item> {
  readonly entries: readonly Entry<Item>[];
  readonly isTruncated: boolean;
}

export interface FoldSource<Item, From> {
  read(range: { readonly prefix: string; readonly from?: From; readonly limit: number }): Promise<readonly Item[]>;
  /** Where to read on after this item. */
  after(item: Item): From;
  /** Where to read on after every key that starts so, or shortly before. */
  afterPrefix(prefix: string): From;
}

const smallBatch = 16;
const largestBatch = 1001;

/**
 * Lists items in the order in which they are read and folds those with a common prefix into one entry. Reads little where much is
 * folded: it goes on behind a common prefix, not through it.
 */
export async function fold<Item extends { readonly key: string }, From>(
  { prefix, delimiter, from, afterCommonPrefix, max }: FoldQuery<From>,
  source: FoldSource<Item, From>,
): Promise<Folded<Item>> {
  const entries: Entry<Item>[] = [];
  if (max === 0) return { entries, isTruncated: false };
  let folded = afterCommonPrefix;
  let next = afterCommonPrefix === undefined ? from : source.afterPrefix(afterCommonPrefix);
  let limit = delimiter ? Math.min(smallBatch, max + 1) : max + 1;
  for (;;) {
    const items = await source.read({ prefix, ...(next !== undefined && { from: next }), limit });
    for (const item of items) {
      if (folded !== undefined && item.key.startsWith(folded)) continue;
      if (entries.length === max) return { entries, isTruncated: true };
      folded = commonPrefix(item.key, prefix, delimiter);
      entries.push(folded === undefined ? { kind: 'item', item } : { kind: 'common-prefix', prefix: folded });
    }
    if (items.length < limit) return { entries, isTruncated: false };
    next = folded === undefined ? source.after(items.at(-1)!) : source.afterPrefix(folded);
    limit = folded === undefined ? Math.min(limit * 2, largestBatch) : smallBatch;
  }
}

function commonPrefix(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
  return at === -1 ? undefined : key.slice(0, at + delimiter!.length);
}
