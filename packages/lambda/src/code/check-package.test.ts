import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import yazl from 'yazl';
import { hostileZips } from '../../../../tests/abuse/uploads/hostile-zips.js';
import { rawZip } from '../../../../tests/abuse/uploads/raw-zip.js';
import { checkPackage } from './check-package.js';
import { zipInMemory } from './zip/zip-source.js';

const linkMode = 0o120777;
const couldNotUnzip = 'Could not unzip uploaded file. Please check your file, then try to upload again.';

const checked = (bytes: Uint8Array) => checkPackage(zipInMemory(bytes));

/** Names are written as they are, also hostile ones, which yazl itself would refuse. */
async function zip(entries: Record<string, string | { linkTo: string }>, names: Record<string, string> = {}): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, entry] of Object.entries(entries)) {
    if (typeof entry === 'string') file.addBuffer(Buffer.from(entry), name);
    else file.addBuffer(Buffer.from(entry.linkTo), name, { mode: linkMode });
  }
  file.end();
  let bytes = await buffer(file.outputStream);
  for (const [from, to] of Object.entries(names)) bytes = Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
  return bytes;
}

describe('a deployment package', () => {
  it('is accepted with files, folders and links that stay inside', async () => {
    const bytes = await zip({
      'index.js': 'exports.handler = () => 1',
      'node_modules/a/index.js': '',
      'node_modules/.bin/a': { linkTo: '../a/index.js' },
      current: { linkTo: 'node_modules/a' },
    });
    await expect(checked(bytes)).resolves.toEqual({ unzippedBytes: 52 });
  });

  it('is refused when it is not a zip, or not a whole one', async () => {
    const whole = await zip({ 'index.js': 'x'.repeat(1000) });
    await expect(checked(Buffer.from('this is not a zipfile'))).rejects.toThrow(couldNotUnzip);
    await expect(checked(whole.subarray(0, whole.length - 10))).rejects.toThrow(couldNotUnzip);
  });

  it('is refused when it is empty', async () => {
    await expect(checked(Buffer.alloc(0))).rejects.toThrow('Uploaded file must be a non-empty zip');
    await expect(checked(await zip({}))).rejects.toThrow('Uploaded file must be a non-empty zip');
  });

  it.each([
    ['climbs out', '../x.js'],
    ['starts at the root', '/xx.js/'],
    ['uses backslashes', '..\\x.js'],
  ])('is refused when a name %s', async (_, name) => {
    const plain = 'a'.repeat(name.length);
    await expect(checked(await zip({ [plain]: 'x' }, { [plain]: name }))).rejects.toThrow(couldNotUnzip);
  });

  it.each<[string, Record<string, string | { linkTo: string }>]>([
    ['climbs out', { 'a/link': { linkTo: '../../etc/passwd' } }],
    ['is absolute', { link: { linkTo: '/etc/passwd' } }],
    ['climbs out through another link', { 'deep/root': { linkTo: '..' }, escape: { linkTo: 'deep/root/../etc' } }],
    ['turns in a circle', { a: { linkTo: 'b' }, b: { linkTo: 'a' } }],
    ['has a file beneath it', { a: { linkTo: 'b' }, 'a/index.js': 'x' }],
    ['has a file in its place', { a: { linkTo: 'b' }, './a': 'x' }],
  ])('is refused when a link %s', async (_, entries) => {
    await expect(checked(await zip(entries))).rejects.toThrow(couldNotUnzip);
  });

  it('is refused when its real bytes exceed 262144000, whatever its header says', async () => {
    const file = new yazl.ZipFile();
    file.addBuffer(Buffer.alloc(262_144_000), 'zeros', { compressionLevel: 1 });
    file.end();
    await expect(checked(await buffer(file.outputStream))).rejects.toThrow('Unzipped size must be smaller than 262144000 bytes');
  });

  it('is refused when an entry inflates to more than its header says', async () => {
    const bytes = await zip({ 'index.js': 'x'.repeat(70_000) });
    const claimed = Buffer.alloc(4);
    claimed.writeUInt32LE(70_000);
    const understated = Buffer.alloc(4);
    understated.writeUInt32LE(7);
    const forged = Buffer.from(
      bytes.toString('latin1').replaceAll(claimed.toString('latin1'), understated.toString('latin1')),
      'latin1',
    );
    expect(forged.equals(bytes)).toBe(false);
    await expect(checked(forged)).rejects.toThrow(couldNotUnzip);
  });

  it.each([
    [
      'of 65,535 files',
      () => rawZip(Array.from({ length: 65_535 }, (_, index) => ({ name: `d${index % 300}/f${index}`, content: 'x' }))),
    ],
    ['with 65,000 links', hostileZips['has 65,000 links of 4 KB']!.bytes],
    ['with 300,000 folders', hostileZips['has folders by the hundred thousand']!.bytes],
    ['that is a bomb', hostileZips['inflates to a gigabyte and says 200 MB']!.bytes],
  ])(
    '%s lets others work at least every 50 ms while it is checked',
    async (_name, make) => {
      const bytes = make();
      let isOver = false;
      const check = checked(bytes)
        .catch(() => {})
        .finally(() => {
          isOver = true;
        });
      let longestMicroseconds = 0;
      while (!isOver) {
        const before = process.cpuUsage();
        await nextTurn();
        longestMicroseconds = Math.max(longestMicroseconds, process.cpuUsage(before).user);
      }
      await check;
      expect(longestMicroseconds / 1000).toBeLessThan(10 * 50);
    },
    60_000,
  );
});
