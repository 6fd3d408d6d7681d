import zlib from 'node:zlib';
import { type RawEntry, rawZip } from './raw-zip.js';

export interface HostileZip {
  readonly bytes: () => Buffer;
  readonly refusal: string;
}

export const couldNotUnzip = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
const tooLarge = 'Unzipped size must be smaller than 262144000 bytes';
const empty = 'Uploaded file must be a non-empty zip';

const code: RawEntry = { name: 'index.js', content: 'exports.handler = async () => 1' };
const link = (name: string, content: string): RawEntry => ({ name, content, mode: 0o120777 });
const unreadable = (...entries: readonly RawEntry[]): HostileZip => ({
  bytes: () => rawZip([code, ...entries]),
  refusal: couldNotUnzip,
});
const forged = (bytes: () => Buffer, refusal = couldNotUnzip): HostileZip => ({ bytes, refusal });

const gigabyteOfZeros = () => zlib.deflateRawSync(Buffer.alloc(1_000_000_000), { level: 9 });
const zip64Extra = (...values: readonly bigint[]) => {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(value, 4 + 8 * index);
  return extra;
};

/** Zips that must not come in, by what is wrong with them. */
export const hostileZips: Readonly<Record<string, HostileZip>> = {
  'is no zip': forged(() => Buffer.from('this is not a zipfile, just a random string')),
  'is random bytes': forged(() => Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251))),
  'is a gzip': forged(() => zlib.gzipSync(rawZip([code]))),
  'is empty': forged(() => rawZip([]), empty),
  'lacks its last ten bytes': forged(() => rawZip([code]).subarray(0, -10)),
  'lacks its first half': forged(() => rawZip([code]).subarray(40)),
  'has garbage before it': forged(() => Buffer.concat([Buffer.from('#!/bin/sh\n'), rawZip([code])])),
  'has garbage before it that its positions count': forged(() => rawZip([code], { before: Buffer.from('#!/bin/sh\n') })),
  'has garbage after it': forged(() => rawZip([code], { after: Buffer.from('garbage') })),
  'has a second zip after it': forged(() => Buffer.concat([rawZip([code]), rawZip([{ name: 'other.js', content: 'x' }])])),
  'hides bytes between directory and end': forged(() => rawZip([code], { gap: Buffer.alloc(100) })),
  'is one of several disks': forged(() => rawZip([code], { end: { disks: 1 } })),

  'has a name that climbs out': unreadable({ name: '../../evil.js', content: 'x' }),
  'has a name that climbs out further in': unreadable({ name: 'lib/../../evil.js', content: 'x' }),
  'has an absolute name': unreadable({ name: '/etc/cron.d/evil', content: 'x' }),
  'has a name with backslashes': unreadable({ name: '..\\..\\evil.js', content: 'x' }),
  'has a name with a drive': unreadable({ name: 'C:/evil.js', content: 'x' }),
  'has a name with a zero byte': unreadable({ name: 'evil.js\0.txt', content: 'x' }),
  'has an entry without a name': unreadable({ name: '', content: 'x' }),
  'has a name of 64 KB': unreadable({ name: 'n'.repeat(65_535), content: 'x' }),
  'has a path 10,000 deep': unreadable({ name: `${'d/'.repeat(10_000)}x`, content: 'x' }),
  'has 40 names of 64 KB': forged(() =>
    rawZip(Array.from({ length: 40 }, (_, index) => ({ name: `${index}/${'d/'.repeat(32_000)}`, mode: 0o040755 }))),
  ),

  'has a link to an absolute path': unreadable(link('passwd', '/etc/passwd')),
  'has a link that climbs out': unreadable(link('lib/out', '../../etc/passwd')),
  'has a link that climbs out through another': unreadable(link('lib/here', '..'), link('out', 'lib/here/../etc/passwd')),
  'has a link that climbs out through a chain': unreadable(
    link('a/b/c/one', '../..'),
    link('two', 'a/b/c/one/..'),
    link('three', 'two/../etc'),
  ),
  'has a link to a folder and a file through it': unreadable(link('dir', 'lib'), { name: 'dir/evil.js', content: 'x' }),
  'has a file and then a link in its place': unreadable({ name: 'a', content: 'x' }, link('a', 'b')),
  'has links in a circle': unreadable(link('a', 'b'), link('b', 'a')),
  'has a chain of 1,000 links': unreadable(
    ...Array.from({ length: 1000 }, (_, index) => link(`link${index}`, `link${index + 1}`)),
    { name: 'link1000', content: 'x' },
  ),
  'has links that double at each step': unreadable(
    ...Array.from({ length: 30 }, (_, index) => link(`l${index}`, `l${index + 1}/l${index + 1}`)),
    link('l30', '.'),
  ),
  'has a link whose target is a megabyte': unreadable(link('long', 'a/'.repeat(500_000))),
  'has 65,000 links of 4 KB': forged(() =>
    rawZip(Array.from({ length: 65_000 }, (_, index) => link(`l${index}`, 'a/'.repeat(2000)))),
  ),
  'has a link with nothing in it': unreadable(link('nowhere', '')),

  'has a device': unreadable({ name: 'sda', mode: 0o060666 }),
  'has a named pipe': unreadable({ name: 'pipe', mode: 0o010666 }),
  'has a socket': unreadable({ name: 'socket', mode: 0o140666 }),
  'has a folder with content': unreadable({ name: 'folder/', content: 'x', mode: 0o040755 }),
  'has a file beneath a file': unreadable({ name: 'a', content: 'x' }, { name: 'a/b', content: 'x' }),
  'has two files of one name': unreadable({ name: 'a.js', content: 'one' }, { name: 'a.js', content: 'two' }),
  'has two files of one name, written differently': unreadable(
    { name: 'a.js', content: 'one' },
    { name: './/a.js', content: 'two' },
  ),
  'has 70,000 entries': forged(() =>
    rawZip(
      Array.from({ length: 70_000 }, (_, index) => ({ name: `f${index}`, content: '' })),
      { zip64: {} },
    ),
  ),
  'has folders by the hundred thousand': forged(() =>
    rawZip(Array.from({ length: 2000 }, (_, index) => ({ name: `${index}/${'d/'.repeat(150)}`, mode: 0o040755 }))),
  ),

  'inflates to a gigabyte and says so': forged(() => {
    const compressed = gigabyteOfZeros();
    return rawZip([code, { name: 'bomb', compressed, header: { bytes: 1_000_000_000 } }]);
  }, tooLarge),
  'inflates to a gigabyte and says 1,000 bytes': forged(() => {
    const compressed = gigabyteOfZeros();
    return rawZip([code, { name: 'bomb', compressed, header: { bytes: 1000 } }]);
  }),
  'inflates to a gigabyte and says 200 MB': forged(() => {
    const compressed = gigabyteOfZeros();
    return rawZip([code, { name: 'bomb', compressed, header: { bytes: 200_000_000 } }]);
  }),
  'has 262,144,000 bytes in many files': forged(() => {
    const compressed = zlib.deflateRawSync(Buffer.alloc(262_144));
    const crc32 = zlib.crc32(Buffer.alloc(262_144));
    return rawZip(
      Array.from({ length: 1000 }, (_, index) => ({ name: `f${index}`, compressed, header: { bytes: 262_144, crc32 } })),
    );
  }, tooLarge),
  'has a thousand entries over one body': forged(() => {
    const body = {
      compressed: zlib.deflateRawSync(Buffer.alloc(200_000)),
      header: { bytes: 200_000, crc32: zlib.crc32(Buffer.alloc(200_000)) },
    };
    const others = Array.from({ length: 1000 }, (_, index) => ({
      name: `f${index}`,
      ...body,
      onlyInDirectory: true,
      central: { position: 0 },
    }));
    return rawZip([{ name: 'f', ...body }, ...others]);
  }),
  'has an entry within another': forged(() => {
    const inner = rawZip([code]);
    const outer = { name: 'outer', compressed: inner, header: { method: 0, bytes: inner.length, crc32: zlib.crc32(inner) } };
    return rawZip([outer, { ...code, onlyInDirectory: true, central: { position: 35 } }]);
  }),

  'is encrypted': unreadable({ name: 'secret', content: 'x', header: { flags: 0x0801 } }),
  'is encrypted where only the entry says so': unreadable({ name: 'secret', content: 'x', local: { flags: 0x0801 } }),
  'is encrypted strongly': unreadable({ name: 'secret', content: 'x', header: { flags: 0x0841 } }),
  'is compressed with bzip2': unreadable({ name: 'x', content: 'x', header: { method: 12 } }),
  'is compressed with something unheard of': unreadable({ name: 'x', content: 'x', header: { method: 97 } }),
  'is stored and says it is larger': unreadable({ name: 'x', compressed: Buffer.from('x'), header: { method: 0, bytes: 100 } }),
  'has compressed bytes that are none': unreadable({ name: 'x', content: 'xxxx', compressed: Buffer.from('not deflate at all') }),
  'has another checksum': unreadable({ name: 'x', content: 'x', header: { crc32: 1 } }),
  'has an entry with another name than the directory': unreadable({ name: 'x.js', content: 'x', local: { name: '../x.js' } }),
  'has an entry with another size than the directory': unreadable({ name: 'x.js', content: 'x', local: { bytes: 7 } }),
  'has an entry with another method than the directory': unreadable({ name: 'x.js', content: 'x', local: { method: 0 } }),
  'has an entry beyond its end': unreadable({ name: 'x.js', content: 'x', central: { position: 0x7fffffff } }),
  'has an entry of 4 GB that it lacks': unreadable({ name: 'x.js', content: 'x', header: { compressedBytes: 0xfffffffe } }),
  'has a directory with fewer entries than it says': forged(() => rawZip([code], { end: { entries: 2, entriesHere: 2 } })),
  'has a directory with more entries than it says': forged(() =>
    rawZip([code, { name: 'hidden.js', content: 'x' }], { end: { entries: 1, entriesHere: 1 } }),
  ),
  'has a directory elsewhere': forged(() => rawZip([code], { end: { directoryPosition: 3 } })),
  'has a comment longer than what follows': forged(() => rawZip([code], { end: { commentBytes: 500 } })),
  'has a damaged extra field': unreadable({ name: 'x', content: 'x', header: { extra: Buffer.from([1, 0, 255, 255]) } }),
  'has zip64 sizes that are missing': unreadable({ name: 'x', content: 'x', central: { bytes: 0xffffffff } }),
  'has a zip64 size of exabytes': unreadable({
    name: 'x',
    content: 'x',
    central: { bytes: 0xffffffff, extra: zip64Extra(0xffff_ffff_ffff_fff0n) },
  }),
  'has zip64 sizes that contradict the entry': unreadable({
    name: 'x',
    content: 'x',
    central: { bytes: 0xffffffff, extra: zip64Extra(100n) },
  }),
  'has a zip64 end that contradicts the other': forged(() => rawZip([code], { zip64: { entries: 2, entriesHere: 2 } })),
  'has a zip64 end with billions of entries': forged(() =>
    rawZip([code], { zip64: { entries: 2 ** 40, entriesHere: 2 ** 40 }, end: { entries: 0xffff, entriesHere: 0xffff } }),
  ),
  'has a zip64 directory of terabytes': forged(() =>
    rawZip([code], { zip64: { directoryBytes: 2 ** 42 }, end: { directoryBytes: 0xffffffff } }),
  ),
};
