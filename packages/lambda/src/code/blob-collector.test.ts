import { BlobCollector, type BlobUsers, type CollectableBlobs } from './blob-collector.js';

const HOUR = 3_600_000;
const now = 10 * HOUR;

/** Blobs by the time of their last touch, in batches of two. */
function world(touched: Record<string, number>, needed: readonly string[] = []) {
  const removed: string[] = [];
  const asked: (readonly string[])[] = [];
  let isAlone = true;
  const blobs: CollectableBlobs = {
    async *untouchedSince(time) {
      const old = Object.keys(touched).filter((hash) => touched[hash]! < time.getTime());
      for (let at = 0; at < old.length; at += 2) yield old.slice(at, at + 2);
    },
    async removeUntouched(hash, since) {
      if (touched[hash]! >= since.getTime()) return false;
      removed.push(hash);
      return true;
    },
    removeUnfinished: async () => {},
  };
  const users: BlobUsers = {
    async needed(hashes) {
      asked.push(hashes);
      return new Set(hashes.filter((hash) => needed.includes(hash)));
    },
    alone: (work) => (isAlone ? work() : Promise.resolve()),
  };
  const elsewhere = () => {
    isAlone = false;
  };
  const errors: unknown[] = [];
  const collector = new BlobCollector(
    blobs,
    users,
    (error) => errors.push(error),
    () => now,
  );
  return { collector, blobs, users, removed, asked, errors, touched, elsewhere };
}

describe('collecting blobs', () => {
  it('removes what nobody needs and nobody touched for an hour', async () => {
    const { collector, removed } = world({ used: 0, unused: 0, fresh: now - HOUR + 1, old: now - HOUR - 1 }, ['used']);
    await collector.collect();
    expect(removed.sort()).toEqual(['old', 'unused']);
  });

  it('asks in batches, and about nothing that is fresh', async () => {
    const { collector, asked } = world({ a: 0, b: 0, c: 0, fresh: now });
    await collector.collect();
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('keeps what is put again while its users are asked', async () => {
    const found = world({ again: 0 });
    found.users.needed = async () => {
      found.touched.again = now;
      return new Set();
    };
    await found.collector.collect();
    expect(found.removed).toEqual([]);
  });

  it('does nothing while another process is at it', async () => {
    const { collector, removed, elsewhere } = world({ unused: 0 });
    elsewhere();
    await collector.collect();
    expect(removed).toEqual([]);
  });

  it('removes nothing when its users cannot be asked', async () => {
    const found = world({ unused: 0 });
    found.users.needed = () => Promise.reject(new Error('the database is away'));
    await expect(found.collector.collect()).rejects.toThrow('the database is away');
    expect(found.removed).toEqual([]);
  });

  it('begins when it is started, and ends in the middle of its work when it is drained', async () => {
    const found = world({ a: 0, b: 0, c: 0 });
    found.users.needed = async () => {
      void found.collector.drain();
      return new Set();
    };
    found.collector.start();
    await new Promise((resolve) => setImmediate(resolve));
    await found.collector.drain();
    expect(found.removed).toEqual(['a', 'b']);
    expect(found.errors).toEqual([]);
  });
});
