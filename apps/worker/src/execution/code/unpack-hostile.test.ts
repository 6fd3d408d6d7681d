import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileZips } from '../../../../../tests/abuse/uploads/hostile-zips.js';
import { BadPackageError, unpack } from './unpack.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-hostile-'));
  await mkdir(join(folder, 'root'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const { 'is empty': harmless, ...hostile } = hostileZips;

describe('a zip that should never have come in is not unpacked, and nothing is written beside its folder, when it', () => {
  it.each(Object.entries(hostile))(
    '%s',
    async (_name, { bytes }) => {
      await writeFile(join(folder, 'package.zip'), bytes());
      await expect(unpack(join(folder, 'package.zip'), join(folder, 'root'))).rejects.toThrow(BadPackageError);
      expect((await readdir(folder)).sort()).toEqual(['package.zip', 'root']);
    },
    60_000,
  );
});

it('an empty zip is an empty folder', async () => {
  await writeFile(join(folder, 'package.zip'), harmless!.bytes());
  expect(await unpack(join(folder, 'package.zip'), join(folder, 'root'))).toBe(0);
});
