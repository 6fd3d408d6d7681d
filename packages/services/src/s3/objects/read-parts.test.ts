import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ByteRange, ObjectBytes } from './object-bytes.js';
import { piecesOf, readParts } from './read-parts.js';

const contents: Record<string, string> = { a: 'hello ', b: 'wide ', c: 'world' };
const parts = Object.entries(contents).map(([sha256Hex, content], index) => ({
  number: index + 1,
  sha256Hex,
  sizeBytes: content.length,
  checksum: undefined,
}));
const whole = Object.values(contents).join('');

const bytesOf = (open: (sha256Hex: string, range?: ByteRange) => Readable): ObjectBytes => ({
  write: () => Promise.reject(new Error('nothing is written here')),
  renew: async () => {},
  open: async (sha256Hex, range) => open(sha256Hex, range),
});
const stored = bytesOf((sha256Hex, range) =>
  Readable.from([
    Buffer.from(contents[sha256Hex]!.slice(range?.startByte ?? 0, (range?.endByte ?? Number.MAX_SAFE_INTEGER - 1) + 1)),
  ]),
);

describe('parts laid end to end', () => {
  it('are read in any range as if they were one', async () => {
    for (let startByte = 0; startByte < whole.length; startByte++) {
      for (let endByte = startByte; endByte < whole.length; endByte++) {
        const read = await text(await readParts(stored, parts, { startByte, endByte }));
        expect(read).toBe(whole.slice(startByte, endByte + 1));
      }
    }
    expect(await text(await readParts(stored, parts, undefined))).toBe(whole);
    expect(await text(await readParts(stored, [], undefined))).toBe('');
  });

  it('are read whole where all of one is asked for, so that its bytes are verified', () => {
    expect(piecesOf(parts, { startByte: 6, endByte: 12 })).toEqual([
      { sha256Hex: 'b', range: undefined },
      { sha256Hex: 'c', range: { startByte: 0, endByte: 1 } },
    ]);
  });

  it('fail when one of them does, at once if it is the first', async () => {
    const without = (missing: string) =>
      bytesOf((sha256Hex) => {
        if (sha256Hex === missing) throw new Error(`no ${missing}`);
        return Readable.from([Buffer.from(contents[sha256Hex]!)]);
      });
    await expect(readParts(without('a'), parts, undefined)).rejects.toThrow('no a');
    await expect(readParts(without('c'), parts, undefined).then(text)).rejects.toThrow('no c');
  });

  it('are closed when their reader goes away', async () => {
    const opened: Readable[] = [];
    const endless = bytesOf(() => {
      const stream = new Readable({ read: () => void stream.push(Buffer.alloc(65536)) });
      opened.push(stream);
      return stream;
    });
    const reading = await readParts(endless, parts, undefined);
    reading.once('error', () => {});
    await new Promise((resolve) => reading.once('readable', resolve));
    reading.destroy();
    await new Promise((resolve) => opened[0]!.once('close', resolve));
    expect(opened).toHaveLength(1);
  });
});
