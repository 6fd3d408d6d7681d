import { BadZipError, type ZipSource } from './zip-source.js';

/** Where the central directory lies and how many entries it has. */
export interface ZipEnd {
  readonly entries: number;
  readonly directoryPosition: number;
  readonly directoryBytes: number;
}

const endSignature = 0x06054b50;
const endBytes = 22;
const commentBytesMax = 0xffff;
const locatorSignature = 0x07064b50;
const locatorBytes = 20;
const end64Signature = 0x06064b50;
const end64Bytes = 56;

/**
 * Reads the record at a zip's end, in either size. Directory and records must follow each other without a gap up to the last byte, so that
 * nothing can be hidden between them and every reader finds the same directory.
 */
export async function readZipEnd(zip: ZipSource): Promise<ZipEnd> {
  const tailBytes = Math.min(zip.sizeBytes, endBytes + commentBytesMax);
  const tailPosition = zip.sizeBytes - tailBytes;
  const tail = await zip.read(tailPosition, tailBytes);
  const at = lastEnd(tail);
  const position = tailPosition + at;
  const end = tail.subarray(at);
  if (end.readUInt16LE(20) !== end.length - endBytes) throw new BadZipError('something follows its end');
  const small = {
    disks: end.readUInt32LE(4),
    entriesHere: end.readUInt16LE(8),
    entries: end.readUInt16LE(10),
    directoryBytes: end.readUInt32LE(12),
    directoryPosition: end.readUInt32LE(16),
  };
  const large = await readEnd64(zip, position);
  if (large && !isSaturatedForm(small, large)) throw new BadZipError('its two end records contradict each other');
  return checked(large ?? small, large?.position ?? position);
}

interface EndRecord extends ZipEnd {
  readonly disks: number;
  readonly entriesHere: number;
}

function lastEnd(tail: Buffer): number {
  for (let at = tail.length - endBytes; at >= 0; at--) if (tail.readUInt32LE(at) === endSignature) return at;
  throw new BadZipError('it has no end record');
}

async function readEnd64(zip: ZipSource, endPosition: number): Promise<(EndRecord & { readonly position: number }) | undefined> {
  const locatorPosition = endPosition - locatorBytes;
  if (locatorPosition < end64Bytes) return undefined;
  const locator = await zip.read(locatorPosition, locatorBytes);
  if (locator.readUInt32LE(0) !== locatorSignature) return undefined;
  const position = safeNumber(locator, 8);
  const record = await zip.read(position, end64Bytes);
  if (record.readUInt32LE(0) !== end64Signature || position + 12 + safeNumber(record, 4) !== locatorPosition) {
    throw new BadZipError('its zip64 end record is not where it should be');
  }
  return {
    position,
    disks: record.readUInt32LE(16) + record.readUInt32LE(20),
    entriesHere: safeNumber(record, 24),
    entries: safeNumber(record, 32),
    directoryBytes: safeNumber(record, 40),
    directoryPosition: safeNumber(record, 48),
  };
}

/** Each field of the small record is the large one's, or full of ones where it defers to it. */
function isSaturatedForm(small: EndRecord, large: EndRecord): boolean {
  return (
    [0xffff, large.entries].includes(small.entries) &&
    [0xffffffff, large.directoryBytes].includes(small.directoryBytes) &&
    [0xffffffff, large.directoryPosition].includes(small.directoryPosition)
  );
}

function checked(end: EndRecord, endPosition: number): ZipEnd {
  if (end.disks !== 0 || end.entriesHere !== end.entries) throw new BadZipError('it is one of several parts');
  if (end.directoryPosition + end.directoryBytes !== endPosition) {
    throw new BadZipError('its directory is not where its end record says');
  }
  return end;
}

export function safeNumber(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new BadZipError('it names a size that no zip can have');
  return Number(value);
}
