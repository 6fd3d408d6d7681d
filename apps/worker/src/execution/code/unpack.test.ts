import { lstat, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { BadPackageError, unpack } from './unpack.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-unpack-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Entry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly mode?: number;
}

/** Writes a zip; `forge` makes of its bytes what no honest tool writes. */
async function zipped(entries: readonly Entry[], forge: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> {
  const zip = new ZipFile();
  for (const { name, content = '', mode = 0o100644 } of entries) zip.addBuffer(Buffer.from(content), name, { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const path = join(folder, 'package.zip');
  await writeFile(path, forge(Buffer.concat(chunks)));
  return path;
}

const renamed = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

async function unpacked(zip: string, bytesMax?: number): Promise<string> {
  const root = join(folder, 'root');
  await mkdir(root);
  await unpack(zip, root, bytesMax);
  return root;
}

it('keeps files, folders, modes and inner links', async () => {
  const root = await unpacked(
    await zipped([
      { name: 'index.js', content: 'code' },
      { name: 'bin/tool', content: 'run', mode: 0o100755 },
      { name: 'private', content: 'p', mode: 0o100600 },
      { name: 'lib/link', content: '../index.js', mode: 0o120777 },
    ]),
  );
  expect(await readFile(join(root, 'lib/link'), 'utf8')).toBe('code');
  expect(await readlink(join(root, 'lib/link'))).toBe('../index.js');
  expect((await stat(join(root, 'bin/tool'))).mode & 0o7777).toBe(0o755);
  expect((await stat(join(root, 'private'))).mode & 0o7777).toBe(0o600);
});

it('takes set-id bits away', async () => {
  const root = await unpacked(await zipped([{ name: 'tool', content: 'x', mode: 0o106755 }]));
  expect((await lstat(join(root, 'tool'))).mode & 0o7000).toBe(0);
});

it('gives files from systems without modes the usual one', async () => {
  const root = await unpacked(await zipped([{ name: 'index.js', content: 'x', mode: 0 }]));
  expect((await stat(join(root, 'index.js'))).mode & 0o777).toBe(0o644);
});

it.each([
  ['a name that climbs out', [{ name: 'xx/evil', content: 'x' }], renamed('xx/evil', '../evil')],
  ['an absolute name', [{ name: 'xetc/evil', content: 'x' }], renamed('xetc/evil', '/etc/evil')],
  ['a name with backslashes', [{ name: 'xxxevil', content: 'x' }], renamed('xxxevil', '..\\evil')],
  ['a link to an absolute path', [{ name: 'link', content: '/etc/passwd', mode: 0o120777 }], undefined],
  ['a link that climbs out', [{ name: 'a/link', content: '../../evil', mode: 0o120777 }], undefined],
  [
    'a link that climbs out through another link',
    [
      { name: 'sub/here', content: '..', mode: 0o120777 },
      { name: 'sub/out', content: 'here/../../..', mode: 0o120777 },
    ],
    undefined,
  ],
  ['a device', [{ name: 'sda', content: '', mode: 0o060666 }], undefined],
  ['a named pipe', [{ name: 'pipe', content: '', mode: 0o010666 }], undefined],
  [
    'a file and a link of the same name',
    [
      { name: 'a', content: 'x' },
      { name: 'a', content: 'b', mode: 0o120777 },
    ],
    undefined,
  ],
  [
    'a file below a file',
    [
      { name: 'a', content: 'x' },
      { name: 'a/b', content: 'y' },
    ],
    undefined,
  ],
])('refuses %s', async (_name, entries: readonly Entry[], forge) => {
  const zip = await zipped(entries, forge);
  await expect(unpacked(zip)).rejects.toThrow(BadPackageError);
  await expect(lstat(join(folder, 'evil'))).rejects.toThrow('ENOENT');
});

it('never writes through a link that came first', async () => {
  const zip = await zipped([
    { name: 'dir', content: '..', mode: 0o120777 },
    { name: 'dir/evil', content: 'x' },
  ]);
  await expect(unpacked(zip)).rejects.toThrow(BadPackageError);
  await expect(lstat(join(folder, 'evil'))).rejects.toThrow('ENOENT');
});

it('counts bytes as they come out, whatever the zip claims, and stops at the limit', async () => {
  const zip = await zipped([{ name: 'bomb', content: Buffer.alloc(2_000_000) }]);
  await expect(unpacked(zip, 1_000_000)).rejects.toThrow('Unzipped size must be smaller than 1000000 bytes');
});

it('refuses what is no zip', async () => {
  const path = join(folder, 'package.zip');
  await writeFile(path, 'no zip');
  await expect(unpacked(path)).rejects.toThrow(BadPackageError);
});
