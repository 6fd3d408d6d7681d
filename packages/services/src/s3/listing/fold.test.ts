import { type Entry, fold } from './fold.js';
import { successorOf } from './successor-of.js';

interface From {
  readonly key: string;
  readonly inclusive: boolean;
}

const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function sourceOf(all: readonly string[]) {
  const sorted = [...all].sort(order);
  let readKeys = 0;
  return {
    get readKeys() {
      return readKeys;
    },
    async read({ prefix, from, limit }: { prefix: string; from?: From; limit: number }) {
      const rest = sorted.filter(
        (key) => key.startsWith(prefix) && (!from || order(key, from.key) > 0 || (from.inclusive && key === from.key)),
      );
      const items = rest.slice(0, limit).map((key) => ({ key }));
      readKeys += items.length;
      return items;
    },
    after: ({ key }: { key: string }) => ({ key, inclusive: false }),
    afterPrefix: (prefix: string) => ({ key: successorOf(prefix)!, inclusive: true }),
  };
}

const names = (entries: readonly Entry<{ key: string }>[]) =>
  entries.map((entry) => (entry.kind === 'item' ? entry.item.key : `${entry.prefix}*`));

describe('a listing', () => {
  const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'c', 'd/1', 'é', '\u{1f600}', '\uffee'];

  it('is in the order of UTF-8 bytes and folds keys with a common prefix into one', async () => {
    const { entries, isTruncated } = await fold({ prefix: '', delimiter: '/', from: undefined, max: 100 }, sourceOf(keys));
    expect(names(entries)).toEqual(['a', 'b/*', 'c', 'd/*', 'é', '\uffee', '\u{1f600}']);
    expect(isTruncated).toBe(false);
  });

  it('starts where keys differ after the prefix', async () => {
    const { entries } = await fold({ prefix: 'b/', delimiter: '/', from: undefined, max: 100 }, sourceOf(keys));
    expect(names(entries)).toEqual(['b/1', 'b/2', 'b/c/*']);
  });

  it('folds at delimiters of several characters and at none', async () => {
    const several = await fold({ prefix: '', delimiter: '/c', from: undefined, max: 100 }, sourceOf(keys));
    expect(names(several.entries)).toContain('b/c*');
    const none = await fold({ prefix: '', delimiter: undefined, from: undefined, max: 100 }, sourceOf(keys));
    expect(none.entries).toHaveLength(keys.length);
  });

  it('of any page size, page after page, is the whole listing', async () => {
    const source = sourceOf(keys);
    const whole = names((await fold({ prefix: '', delimiter: '/', from: undefined, max: 100 }, source)).entries);
    for (const max of [1, 2, 3, 5]) {
      const seen: string[] = [];
      let position: { from?: From; afterCommonPrefix?: string } | undefined = {};
      while (position) {
        const page: { entries: readonly Entry<{ key: string }>[]; isTruncated: boolean } = await fold(
          { prefix: '', delimiter: '/', from: position.from, afterCommonPrefix: position.afterCommonPrefix, max },
          source,
        );
        seen.push(...names(page.entries));
        const last = page.entries.at(-1)!;
        position = !page.isTruncated
          ? undefined
          : last.kind === 'item'
            ? { from: source.after(last.item) }
            : { afterCommonPrefix: last.prefix };
      }
      expect(seen).toEqual(whole);
    }
  });

  it('goes past 10,000 folded keys without reading them', async () => {
    const source = sourceOf([...Array.from({ length: 10_000 }, (_, index) => `b/${index}`), 'z']);
    const { entries } = await fold({ prefix: '', delimiter: '/', from: undefined, max: 10 }, source);
    expect(names(entries)).toEqual(['b/*', 'z']);
    expect(source.readKeys).toBeLessThan(100);
  });

  it('folds once also a prefix whose keys hold the last character of Unicode', async () => {
    const odd = ['b/1', 'b/\u{10ffff}', 'b/\u{10ffff}x', ...Array.from({ length: 30 }, (_, index) => `b/0${index}`), 'c'];
    const { entries } = await fold({ prefix: '', delimiter: '/', from: undefined, max: 10 }, sourceOf(odd));
    expect(names(entries)).toEqual(['b/*', 'c']);
  });

  it('of no entries is not truncated', async () => {
    expect(await fold({ prefix: '', delimiter: undefined, from: undefined, max: 0 }, sourceOf(keys))).toEqual({
      entries: [],
      isTruncated: false,
    });
  });
});
