import yauzl from 'yauzl';
import { Turns } from './turns.js';
import { readZipEnd, safeNumber } from './zip-end.js';
import { BadZipError, type ZipSource } from './zip-source.js';

/** An entry as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** As stored, to be compared with the entry's own header. */
  readonly nameBytes: Buffer;
  readonly kind: 'file' | 'folder' | 'link';
  /** The nine permission bits; undefined when the zip comes from a system without them. */
  readonly permissions: number | undefined;
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Where the entry's own header lies. */
  readonly position: number;
}

/** As many as a zip without zip64 can have; far above any real package, and what can be checked within a second. */
const entriesMax = 65_535;
/** The names of that many entries at 300 bytes each; the directory is held in memory. */
const directoryBytesMax = 24 * 1024 * 1024;

const entrySignature = 0x02014b50;
const entryBytes = 46;
const localHeaderBytes = 30;
const localSignature = Buffer.from('PK\x03\x04');
const encryptedFlag = 0x2041;
const saturated = 0xffffffff;

/** Reads the whole central directory; its entries share no byte of the zip with each other. */
export async function readZipDirectory(zip: ZipSource): Promise<readonly ZipEntry[]> {
  const end = await readZipEnd(zip);
  if (end.entries === 0) return [];
  if (end.entries > entriesMax || end.directoryBytes > directoryBytesMax) throw new BadZipError('it has too many entries');
  if (!(await zip.read(0, localSignature.length)).equals(localSignature))
    throw new BadZipError('something precedes its first entry');
  const directory = await zip.read(end.directoryPosition, end.directoryBytes);
  const entries: ZipEntry[] = [];
  const turns = new Turns();
  let at = 0;
  while (entries.length < end.entries) {
    if (turns.isOver) await turns.next();
    const next = readEntry(directory, at);
    entries.push(next.entry);
    at = next.end;
  }
  if (at !== directory.length) throw new BadZipError('its directory has more entries than it says');
  checkApart(entries, end.directoryPosition);
  return entries;
}

function readEntry(directory: Buffer, at: number): { readonly entry: ZipEntry; readonly end: number } {
  if (at + entryBytes > directory.length) throw new BadZipError('its directory ends too early');
  const header = directory.subarray(at, at + entryBytes);
  if (header.readUInt32LE(0) !== entrySignature) throw new BadZipError('its directory is damaged');
  const nameEnd = at + entryBytes + header.readUInt16LE(28);
  const extraEnd = nameEnd + header.readUInt16LE(30);
  const end = extraEnd + header.readUInt16LE(32);
  if (end > directory.length) throw new BadZipError('its directory ends too early');
  const flags = header.readUInt16LE(8);
  if (flags & encryptedFlag) throw new BadZipError('it is encrypted');
  if (header.readUInt16LE(34) !== 0) throw new BadZipError('it is one of several parts');
  const nameBytes = directory.subarray(at + entryBytes, nameEnd);
  const extras = extraFields(directory.subarray(nameEnd, extraEnd));
  const name = yauzl.getFileNameLowLevel(flags, nameBytes, extras, true);
  const sizes = readSizes(header, extras.find(({ id }) => id === zip64ExtraId)?.data);
  const mode = header.readUInt32LE(38) >>> 16;
  const kind = kindOf(name, mode);
  if (kind === 'folder' && sizes.bytes > 0) throw new BadZipError(`${name} is a folder with content`);
  const entry: ZipEntry = {
    name,
    nameBytes,
    kind,
    permissions: mode & 0o777 || undefined,
    method: header.readUInt16LE(10),
    flags,
    crc32: header.readUInt32LE(16),
    ...sizes,
  };
  return { entry, end };
}

const zip64ExtraId = 0x0001;

function extraFields(bytes: Buffer): ReturnType<typeof yauzl.parseExtraFields> {
  try {
    return yauzl.parseExtraFields(bytes);
  } catch {
    throw new BadZipError('its directory is damaged');
  }
}

/** Sizes and position; those full of ones are in the zip64 field, in this order. */
function readSizes(header: Buffer, large: Buffer | undefined): Pick<ZipEntry, 'bytes' | 'compressedBytes' | 'position'> {
  let at = 0;
  const read = (small: number): number => {
    if (small !== saturated) return small;
    at += 8;
    if (!large || at > large.length) throw new BadZipError('its zip64 sizes are missing');
    return safeNumber(large, at - 8);
  };
  const bytes = read(header.readUInt32LE(24));
  const compressedBytes = read(header.readUInt32LE(20));
  return { bytes, compressedBytes, position: read(header.readUInt32LE(42)) };
}

function kindOf(name: string, mode: number): ZipEntry['kind'] {
  const type = mode & 0o170000;
  if (name.endsWith('/') || type === 0o040000) return 'folder';
  if (type === 0o120000) return 'link';
  if (type === 0 || type === 0o100000) return 'file';
  throw new BadZipError(`${name} is neither a file nor a folder nor a link`);
}

/** Bytes that count for several entries are how a small zip becomes a large bomb. */
function checkApart(entries: readonly ZipEntry[], directoryPosition: number): void {
  const inOrder = [...entries].sort((a, b) => a.position - b.position);
  let free = 0;
  for (const { position, nameBytes, compressedBytes } of inOrder) {
    if (position < free) throw new BadZipError('its entries overlap');
    free = position + localHeaderBytes + nameBytes.length + compressedBytes;
  }
  if (free > directoryPosition) throw new BadZipError('its entries overlap');
}
