import { UidRanges, uidsPerSandbox } from './uid-ranges.js';

describe('UidRanges', () => {
  it('never hands out a range twice before it is given back', () => {
    const ranges = new UidRanges(3);
    const taken = Array.from({ length: 512 }, () => ranges.take());
    expect(new Set(taken).size).toBe(512);
    expect(() => ranges.take()).toThrow(/512 ranges/);
    ranges.giveBack(taken[7] as number);
    expect(ranges.take()).toBe(taken[7]);
  });

  it('keeps the blocks of different owners apart and below 2^31', () => {
    const all = Array.from({ length: 56 }, (_, block) => new UidRanges(block)).flatMap((ranges) =>
      Array.from({ length: 512 }, () => ranges.take()),
    );
    expect(new Set(all).size).toBe(56 * 512);
    expect(Math.min(...all)).toBeGreaterThan(0x0fff_ffff);
    expect(Math.max(...all) + uidsPerSandbox).toBeLessThanOrEqual(2 ** 31);
    expect(all.every((first) => first % uidsPerSandbox === 0)).toBe(true);
  });

  it('takes a block that nobody has claimed, and says so when there is none', () => {
    const claimed = Array.from({ length: 56 }, (_, block) => block).filter((block) => block !== 41);
    expect(UidRanges.unclaimed(claimed).block).toBe(41);
    expect(() => UidRanges.unclaimed([...claimed, 41])).toThrow(/claimed by other workers/);
  });
});
