import fc from 'fast-check';
import { readPrelude } from './response-prelude.js';

async function* inPieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  let start = 0;
  for (const cut of [...cuts, bytes.length].map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b)) {
    if (cut > start) yield bytes.subarray(start, cut);
    start = Math.max(start, cut);
  }
}

const prelude = Buffer.from(JSON.stringify({ statusCode: 418, headers: { 'X-A': 'b' }, cookies: ['c=d'] }));
const nuls = Buffer.alloc(8);

it('reads the head, wherever its stream is cut, and loses nothing of the body', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(120), { maxLength: 20 }), fc.uint8Array({ maxLength: 40 }), async (cuts, body) => {
      const chunks = inPieces(Buffer.concat([prelude, nuls, body]), cuts);
      const { head, rest } = (await readPrelude(chunks))!;
      expect(head).toMatchObject({ status: 418, cookies: ['c=d'] });
      expect({ ...head.headers }).toEqual({ 'x-a': 'b' });
      const read: Uint8Array[] = [rest];
      for await (const chunk of chunks) read.push(chunk);
      expect(Buffer.concat(read)).toEqual(Buffer.from(body));
    }),
  );
});

it.each([
  ['ends before its head does', prelude],
  ['is no JSON', Buffer.concat([Buffer.from('hello'), nuls])],
  ['is no object', Buffer.concat([Buffer.from('[]'), nuls])],
  ['has a header with a line break', Buffer.concat([Buffer.from('{"headers":{"a":"b\\r\\nc: d"}}'), nuls])],
  ['has a head that does not end', Buffer.alloc(300_000, ' ')],
])('is none when it %s', async (_what, bytes) => {
  expect(await readPrelude(inPieces(bytes, [10]))).toBeUndefined();
});
