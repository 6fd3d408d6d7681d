import fc from 'fast-check';
import { encodeFrame, type Frame, FrameReader, frameBytesMax, MalformedFrameError } from './frame.js';

const frames = fc.array(
  fc.record({
    kind: fc.integer({ min: 0, max: 255 }),
    stream: fc.nat(0xffffffff),
    parts: fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 3 }),
  }),
  { maxLength: 8 },
);

function chunked(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

it('reads back every frame, however the stream is chunked', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat(), { maxLength: 60 }), (sent, cuts) => {
      const bytes = Buffer.concat(sent.flatMap(({ kind, stream, parts }) => encodeFrame(kind, stream, parts)));
      const reader = new FrameReader();
      const received: Frame[] = chunked(bytes, cuts).flatMap((chunk) => [...reader.read(chunk)]);
      expect(received).toEqual(sent.map(({ kind, stream, parts }) => ({ kind, stream, body: Buffer.concat(parts) })));
    }),
    { numRuns: 200 },
  );
});

it.each([0, 4, frameBytesMax + 1, 0xffffffff])('refuses a frame that claims %i bytes before buffering it', (claimed) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(claimed);
  expect(() => [...new FrameReader().read(bytes)]).toThrow(MalformedFrameError);
});

it('does not send what the other end would refuse', () => {
  expect(() => encodeFrame(1, 1, [new Uint8Array(frameBytesMax)])).toThrow(RangeError);
});
