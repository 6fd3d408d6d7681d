import { pipeline, Readable } from 'node:stream';
import zlib from 'node:zlib';
import type { ZipEntry } from './zip-directory.js';
import { BadZipError, type ZipSource } from './zip-source.js';

const localSignature = 0x04034b50;
const localHeaderBytes = 30;
const stored = 0;
const deflated = 8;
/** Sizes and checksum follow the content instead of standing before it. */
const sizesFollowFlag = 0x0008;
const encryptedFlag = 0x0001;
const saturated = 0xffffffff;

/** Small entries are inflated in one go, which costs less than a stream; large ones piece by piece, in as little memory. */
const smallBytesMax = 128 * 1024;
const pieceBytes = 64 * 1024;

export const isSmall = ({ bytes, compressedBytes }: ZipEntry) => bytes <= smallBytesMax && compressedBytes <= smallBytesMax;

/**
 * What an entry holds, in pieces. Never more than the directory says: rejects with BadZipError at the first byte beyond, for fewer bytes,
 * for a checksum that does not fit, and for an own header that contradicts the directory.
 */
export async function* entryContent(zip: ZipSource, entry: ZipEntry): AsyncGenerator<Buffer, void> {
  if (isSmall(entry)) return yield await smallContent(zip, entry);
  let bytes = 0;
  let crc = 0;
  for await (const piece of pieces(zip, entry, await contentPosition(zip, entry))) {
    bytes += piece.length;
    if (bytes > entry.bytes) break;
    crc = zlib.crc32(piece, crc);
    yield piece;
  }
  checkContent(entry, bytes, crc);
}

/** As `entryContent`, at once and faster, for an entry that `isSmall`. */
export async function smallContent(zip: ZipSource, entry: ZipEntry): Promise<Buffer> {
  const compressed = await zip.read(await contentPosition(zip, entry), entry.compressedBytes);
  const content = entry.method === stored ? compressed : inflated(compressed, entry);
  checkContent(entry, content.length, zlib.crc32(content));
  return content;
}

function checkContent(entry: ZipEntry, bytes: number, crc: number): void {
  if (bytes !== entry.bytes) throw new BadZipError(`${entry.name} is not as large as it says`);
  if (crc !== entry.crc32) throw new BadZipError(`${entry.name} is damaged`);
}

async function contentPosition(zip: ZipSource, entry: ZipEntry): Promise<number> {
  const header = await zip.read(entry.position, localHeaderBytes);
  if (header.readUInt32LE(0) !== localSignature) throw new BadZipError(`${entry.name} is not where the directory says`);
  const nameLength = header.readUInt16LE(26);
  const name = await zip.read(entry.position + localHeaderBytes, nameLength);
  if (!name.equals(entry.nameBytes) || contradicts(header, entry)) {
    throw new BadZipError(`${entry.name} contradicts the directory`);
  }
  return entry.position + localHeaderBytes + nameLength + header.readUInt16LE(28);
}

function contradicts(header: Buffer, entry: ZipEntry): boolean {
  const flags = header.readUInt16LE(6);
  if (flags & encryptedFlag || header.readUInt16LE(8) !== entry.method) return true;
  if (flags & sizesFollowFlag) return false;
  const differs = (at: number, expected: number) => ![expected, saturated].includes(header.readUInt32LE(at));
  return header.readUInt32LE(14) !== entry.crc32 || differs(18, entry.compressedBytes) || differs(22, entry.bytes);
}

function inflated(compressed: Buffer, entry: ZipEntry): Buffer {
  if (entry.method !== deflated) throw unknownMethod(entry);
  const chunkSize = Math.max(entry.bytes, zlib.constants.Z_MIN_CHUNK);
  try {
    return zlib.inflateRawSync(compressed, { maxOutputLength: Math.max(entry.bytes, 1), chunkSize });
  } catch {
    throw new BadZipError(`${entry.name} cannot be decompressed`);
  }
}

async function* pieces(zip: ZipSource, entry: ZipEntry, position: number): AsyncGenerator<Buffer, void> {
  const compressed = compressedPieces(zip, entry, position);
  if (entry.method === stored) return yield* compressed;
  if (entry.method !== deflated) throw unknownMethod(entry);
  const inflate = zlib.createInflateRaw({ chunkSize: pieceBytes });
  // The loop below sees every failure; the callback only keeps pipeline from throwing it twice.
  pipeline(Readable.from(compressed), inflate, () => {});
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('Z_')
      ? new BadZipError(`${entry.name} cannot be decompressed`)
      : error;
  }
}

async function* compressedPieces(zip: ZipSource, entry: ZipEntry, position: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < entry.compressedBytes; at += pieceBytes) {
    yield zip.read(position + at, Math.min(pieceBytes, entry.compressedBytes - at));
  }
}

const unknownMethod = ({ name }: ZipEntry) => new BadZipError(`${name} is compressed in a way that is not understood`);
