import { randomInt } from 'node:crypto';

/** User ids that one sandbox's own 0 to 65,535 stand for outside. */
export const uidsPerSandbox = 65_536;

/** Above everything that distributions, directory services and /etc/subuid hand out, and below 2^31, where bwrap's numbers end. */
const lowestUid = 0x1000_0000;
const rangesPerBlock = 512;
const blocks = 56;

/** Hands out disjoint ranges of user ids from a block that belongs to one owner. */
export class UidRanges {
  private readonly taken = new Set<number>();

  constructor(readonly block: number) {}

  static unclaimed(claimed: readonly number[]): UidRanges {
    const free = Array.from({ length: blocks }, (_, block) => block).filter((block) => !claimed.includes(block));
    if (free.length === 0)
      throw new Error(`All ${blocks} blocks of sandbox user ids are claimed by other workers of this machine`);
    return new UidRanges(free[randomInt(free.length)] as number);
  }

  /** The first user id of a range that nobody else has until `giveBack`. */
  take(): number {
    for (let range = 0; range < rangesPerBlock; range++) {
      const first = lowestUid + (this.block * rangesPerBlock + range) * uidsPerSandbox;
      if (this.taken.has(first)) continue;
      this.taken.add(first);
      return first;
    }
    throw new Error(`All ${rangesPerBlock} ranges of sandbox user ids of this worker are in use`);
  }

  giveBack(first: number): void {
    this.taken.delete(first);
  }
}
