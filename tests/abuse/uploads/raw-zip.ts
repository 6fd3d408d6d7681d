import zlib from 'node:zlib';

/** The fields of an entry's header, as the format names them. Each can be made to lie. */
interface Header {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly name: string | Buffer;
  readonly extra: Buffer;
}

export interface RawEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** As it lies in the zip; without it the content is deflated. */
  readonly compressed?: Buffer;
  /** Unix mode with type; 0o100644 without it. */
  readonly mode?: number;
  readonly header?: Partial<Header>;
  /** What only the central directory says. */
  readonly central?: Partial<Header> & { readonly position?: number };
  /** What only the entry's own header says. */
  readonly local?: Partial<Header>;
  /** Nothing is written for it but in the directory, which leads to another entry. */
  readonly onlyInDirectory?: boolean;
}

interface End {
  readonly disks: number;
  readonly entriesHere: number;
  readonly entries: number;
  readonly directoryBytes: number;
  readonly directoryPosition: number;
  readonly commentBytes: number;
}

export interface RawZip {
  readonly end?: Partial<End>;
  /** Before the first entry; positions count it. */
  readonly before?: Buffer;
  /** After the last byte. */
  readonly after?: Buffer;
  /** Between directory and end record. */
  readonly gap?: Buffer;
  readonly zip64?: Partial<End>;
}

/** Writes a zip as told, also one that no honest tool writes. */
export function rawZip(
  entries: readonly RawEntry[],
  { end, before = nothing, after = nothing, gap = nothing, zip64 }: RawZip = {},
): Buffer {
  const body: Buffer[] = [before];
  const directory: Buffer[] = [];
  let position = before.length;
  for (const entry of entries) {
    const header = headerOf(entry);
    directory.push(central({ ...header, ...entry.central }, entry.mode ?? 0o100644, entry.central?.position ?? position));
    if (entry.onlyInDirectory) continue;
    const written = Buffer.concat([local({ ...header, ...entry.local }), compressedOf(entry)]);
    body.push(written);
    position += written.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const honest: End = {
    disks: 0,
    entriesHere: entries.length,
    entries: entries.length,
    directoryBytes,
    directoryPosition: position,
    commentBytes: 0,
  };
  const large = zip64 ? end64({ ...honest, ...zip64 }, position + directoryBytes + gap.length) : nothing;
  return Buffer.concat([...body, ...directory, gap, large, endRecord({ ...honest, ...end }), after]);
}

const nothing = Buffer.alloc(0);
const contentOf = ({ content = '' }: RawEntry) => Buffer.from(content);
const compressedOf = (entry: RawEntry) => entry.compressed ?? zlib.deflateRawSync(contentOf(entry));

function headerOf(entry: RawEntry): Header {
  const content = contentOf(entry);
  return {
    flags: 0x0800,
    method: 8,
    crc32: zlib.crc32(content),
    compressedBytes: compressedOf(entry).length,
    bytes: content.length,
    name: entry.name,
    extra: nothing,
    ...entry.header,
  };
}

function local(header: Header): Buffer {
  const name = Buffer.from(header.name);
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  writeShared(bytes, 6, header, name);
  return Buffer.concat([bytes, name, header.extra]);
}

function central(header: Header, mode: number, position: number): Buffer {
  const name = Buffer.from(header.name);
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(0x0314, 4);
  bytes.writeUInt16LE(20, 6);
  writeShared(bytes, 8, header, name);
  bytes.writeUInt32LE((mode << 16) >>> 0, 38);
  bytes.writeUInt32LE(position, 42);
  return Buffer.concat([bytes, name, header.extra]);
}

/** Both headers have these fields, in this order. */
function writeShared(bytes: Buffer, at: number, header: Header, name: Buffer): void {
  bytes.writeUInt16LE(header.flags, at);
  bytes.writeUInt16LE(header.method, at + 2);
  bytes.writeUInt32LE(header.crc32, at + 8);
  bytes.writeUInt32LE(header.compressedBytes, at + 12);
  bytes.writeUInt32LE(header.bytes, at + 16);
  bytes.writeUInt16LE(name.length, at + 20);
  bytes.writeUInt16LE(header.extra.length, at + 22);
}

function endRecord(end: End): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(end.disks, 4);
  bytes.writeUInt16LE(Math.min(end.entriesHere, 0xffff), 8);
  bytes.writeUInt16LE(Math.min(end.entries, 0xffff), 10);
  bytes.writeUInt32LE(end.directoryBytes, 12);
  bytes.writeUInt32LE(end.directoryPosition, 16);
  bytes.writeUInt16LE(end.commentBytes, 20);
  return bytes;
}

function end64(end: End, position: number): Buffer {
  const bytes = Buffer.alloc(56 + 20);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeBigUInt64LE(BigInt(end.entriesHere), 24);
  bytes.writeBigUInt64LE(BigInt(end.entries), 32);
  bytes.writeBigUInt64LE(BigInt(end.directoryBytes), 40);
  bytes.writeBigUInt64LE(BigInt(end.directoryPosition), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(position), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}
