import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeFolder } from './merge-folder.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-merge-'));
  for (const name of ['one', 'two', 'all', 'outside']) await mkdir(join(folder, name));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const write = async (path: string, content: string, mode = 0o644) => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content, { mode });
};
const read = (path: string) => readFile(join(folder, 'all', path), 'utf8');
const merge = async () => {
  await mergeFolder(join(folder, 'one'), join(folder, 'all'));
  await mergeFolder(join(folder, 'two'), join(folder, 'all'));
};

it('takes a file from the later folder, and keeps what only the earlier one has', async () => {
  await write('one/lib/a', 'one');
  await write('one/lib/b', 'one');
  await write('two/lib/a', 'two', 0o755);
  await merge();
  expect([await read('lib/a'), await read('lib/b')]).toEqual(['two', 'one']);
  expect((await stat(join(folder, 'all/lib/a'))).mode & 0o777).toBe(0o755);
  expect(await readFile(join(folder, 'one/lib/a'), 'utf8')).toBe('one');
});

it.each([
  ['a folder in place of a file', 'one/x', 'two/x/y', 'x/y'],
  ['a file in place of a folder', 'one/x/y', 'two/x', 'x'],
])('puts %s', async (_name, before, after, path) => {
  await write(before, 'one');
  await write(after, 'two');
  await merge();
  expect(await read(path)).toBe('two');
});

it('follows no link: a folder takes the place of a link, and what the link led to stays as it was', async () => {
  await symlink('../outside', join(folder, 'one/x'));
  await write('two/x/evil', 'two');
  await merge();
  expect((await lstat(join(folder, 'all/x'))).isDirectory()).toBe(true);
  expect(await readdir(join(folder, 'outside'))).toEqual([]);
});

it('keeps links as they are', async () => {
  await write('one/a', 'one');
  await symlink('a', join(folder, 'two/b'));
  await merge();
  expect(await readlink(join(folder, 'all/b'))).toBe('a');
  expect(await read('b')).toBe('one');
});
