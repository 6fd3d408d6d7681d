import { mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { BlobNotFoundError } from '@hearth/lambda';
import { type FolderBlobs, openFolderBlobs } from './folder-blobs.js';

const HOUR = 3_600_000;

describe('what a blob folder is cleaned of', () => {
  let folder: string;
  let blobs: FolderBlobs;
  const hourAgo = () => new Date(Date.now() - HOUR);
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key.slice(2));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-blobs-'));
    blobs = await openFolderBlobs(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function old(text: string): Promise<string> {
    const { sha256Hex } = await blobs.put(Buffer.from(text));
    const time = new Date(Date.now() - 2 * HOUR);
    await utimes(pathOf(sha256Hex), time, time);
    return sha256Hex;
  }

  async function untouched(): Promise<string[]> {
    const found: string[] = [];
    for await (const batch of blobs.untouchedSince(hourAgo())) found.push(...batch);
    return found.sort();
  }

  it('is what nobody touched: neither put again nor renewed', async () => {
    const [forgotten, again, renewed] = [await old('forgotten'), await old('again'), await old('renewed')];
    await blobs.put(Buffer.from('again'));
    await blobs.renew(renewed);
    expect(await untouched()).toEqual([forgotten]);
    expect(await blobs.removeUntouched(again, hourAgo())).toBe(false);
    expect(await blobs.removeUntouched(forgotten, hourAgo())).toBe(true);
    await expect(blobs.read(forgotten)).rejects.toThrow(BlobNotFoundError);
    expect(await buffer(await blobs.read(again))).toEqual(Buffer.from('again'));
  });

  it('is still read to its end by whoever began before', async () => {
    const key = await old('x'.repeat(1_000_000));
    const stream = await blobs.read(key);
    await blobs.removeUntouched(key, hourAgo());
    expect((await buffer(stream)).length).toBe(1_000_000);
  });

  it('ends kept or written anew when it is put at the same moment, a hundred times over', async () => {
    for (let round = 0; round < 100; round++) {
      const key = await old('contended');
      await Promise.all([blobs.removeUntouched(key, hourAgo()), blobs.put(Buffer.from('contended'))]);
      expect(await buffer(await blobs.read(key))).toEqual(Buffer.from('contended'));
    }
  });

  it('comes back when the process was killed halfway through removing it', async () => {
    const key = await old('halfway');
    await rename(pathOf(key), join(folder, 'incoming', `removed-${key}`));
    await expect(blobs.read(key)).rejects.toThrow(BlobNotFoundError);
    expect(await buffer(await (await openFolderBlobs(folder)).read(key))).toEqual(Buffer.from('halfway'));
  });

  it('is an upload that was interrupted more than an hour ago, and none that goes on', async () => {
    for (const [name, age] of [
      ['abandoned', 2 * HOUR],
      ['going-on', 0],
    ] as const) {
      await writeFile(join(folder, 'incoming', name), 'half');
      await utimes(join(folder, 'incoming', name), new Date(), new Date(Date.now() - age));
    }
    await blobs.removeUnfinished(hourAgo());
    expect(await readdir(join(folder, 'incoming'))).toEqual(['going-on']);
  });

  it('cannot be renewed once it is gone', async () => {
    await expect(blobs.renew('ab'.repeat(32))).rejects.toThrow(BlobNotFoundError);
  });
});
