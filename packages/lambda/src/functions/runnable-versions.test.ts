import { pickRoute, type RunnableVersion } from './runnable-versions.js';

const route = (version: string, weight: number) => ({ weight, state: 'Active', target: { version } }) as RunnableVersion;
const shared = (weight: number) => ({ functionId: 'f', routes: [route('1', 1 - weight), route('2', weight)] });

/** Numbers as random as Math.random's and the same each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it.each([0, 0.01, 0.05, 0.2, 0.5, 0.9, 1])('a weight of %d is met within two points over 10,000 invocations', (weight) => {
  const random = numbers(20261121);
  let second = 0;
  for (let i = 0; i < 10_000; i++) if (pickRoute(shared(weight), random()).target.version === '2') second++;
  expect(Math.abs(second / 10_000 - weight)).toBeLessThanOrEqual(0.02);
});

it('a version without weight gets nothing, and no number gets nowhere', () => {
  expect(pickRoute(shared(0), 0.999_999_999).target.version).toBe('1');
  expect(pickRoute(shared(1), 0).target.version).toBe('2');
  expect(pickRoute({ functionId: 'f', routes: [route('1', 0.1), route('2', 0.2)] }, 0.9).target.version).toBe('2');
});
