import { FreshCache } from './fresh-cache.js';

/** A cache over a value that the test changes, at a time that the test sets. */
function cacheOf(load: (key: string) => Promise<string | undefined>) {
  const clock = { now: 0 };
  return { clock, cache: new FreshCache(load, { maxAgeMilliseconds: 5_000, entriesMax: 3, now: () => clock.now }) };
}

test('nothing older than its age limit is given, counted from the question', async () => {
  let value = 'old';
  const { clock, cache } = cacheOf(async () => value);
  expect(await cache.get('k')).toBe('old');
  value = 'new';
  clock.now = 4_999;
  expect(await cache.get('k')).toBe('old');
  clock.now = 5_000;
  expect(await cache.get('k')).toBe('new');
});

test('forgetting counts also for an answer that is on its way', async () => {
  const answers: ((value: string) => void)[] = [];
  const { cache } = cacheOf(() => new Promise((resolve) => answers.push(resolve)));
  const before = cache.get('k');
  cache.forget('k');
  const after = cache.get('k');
  answers[1]!('new');
  answers[0]!('old');
  expect([await before, await after]).toEqual(['old', 'new']);
  expect(await cache.get('k')).toBe('new');
});

test('many that ask at once cause one question', async () => {
  let asked = 0;
  const { cache } = cacheOf(async () => String(++asked));
  expect(await Promise.all([cache.get('k'), cache.get('k'), cache.get('k')])).toEqual(['1', '1', '1']);
});

test('neither a failure nor an absence is remembered', async () => {
  const answers: (string | undefined | Error)[] = [new Error('no connection'), undefined, 'there'];
  const { cache } = cacheOf(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  await expect(cache.get('k')).rejects.toThrow('no connection');
  expect(await cache.get('k')).toBeUndefined();
  expect(await cache.get('k')).toBe('there');
});

test('it holds no more than its share of memory', async () => {
  let asked = 0;
  const { cache } = cacheOf(async () => String(++asked));
  for (const key of ['a', 'b', 'c', 'd']) await cache.get(key);
  expect(await cache.get('d')).toBe('4');
  expect(await cache.get('a')).toBe('5');
});
