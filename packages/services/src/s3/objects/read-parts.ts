import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange, ObjectBytes } from './object-bytes.js';
import type { StoredPart } from './object-version.js';

/** Reads a range of what the parts are when laid end to end, or all of it. Rejects before the first byte when that cannot be read. */
export async function readParts(
  bytes: ObjectBytes,
  parts: readonly StoredPart[],
  range: ByteRange | undefined,
): Promise<Readable> {
  const pieces = piecesOf(parts, range);
  const [first, ...rest] = pieces;
  const whole = new PassThrough();
  if (!first) return whole.end();
  const opened = await bytes.open(first.sha256Hex, first.range);
  if (rest.length === 0) return opened;
  void pourAll(bytes, opened, rest, whole);
  return whole;
}

interface Piece {
  readonly sha256Hex: string;
  /** Undefined for all of the part. */
  readonly range: ByteRange | undefined;
}

/** Which bytes of which parts a range is. Pure. */
export function piecesOf(parts: readonly StoredPart[], range: ByteRange | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const { sha256Hex, sizeBytes } of parts) {
    const startByte = Math.max(0, (range?.startByte ?? 0) - offset);
    const endByte = Math.min(sizeBytes - 1, (range?.endByte ?? Number.POSITIVE_INFINITY) - offset);
    const isWhole = startByte === 0 && endByte === sizeBytes - 1;
    if (startByte <= endByte) pieces.push({ sha256Hex, range: isWhole ? undefined : { startByte, endByte } });
    offset += sizeBytes;
  }
  return pieces;
}

/** Whatever fails, fails `whole`; a reader that goes away closes what is open. */
async function pourAll(bytes: ObjectBytes, opened: Readable, rest: readonly Piece[], whole: PassThrough): Promise<void> {
  try {
    await pipeline(opened, whole, { end: false });
    for (const { sha256Hex, range } of rest) await pipeline(await bytes.open(sha256Hex, range), whole, { end: false });
    whole.end();
  } catch (error) {
    whole.destroy(error as Error);
  }
}
