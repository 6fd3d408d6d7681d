import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { KernelError, libc } from './kernel/libc.js';

const run = promisify(execFile);
const SEEK_DATA = 3;
const SEEK_HOLE = 4;

/** What ext4 keeps for itself, so that the full size can be written: measured 2.9 % at 512 MB, falling with the size. */
const overhead = 0.035;
const overheadMegabytesMin = 2;
const inodesPerMegabyte = 32;

/** The few parts of a fresh, empty file system that are not holes; writing them takes 1 ms where mkfs takes 20. */
export interface ImageTemplate {
  readonly bytes: number;
  readonly extents: readonly { readonly offset: number; readonly data: Buffer }[];
}

/** Formats `path` once for the size. Everybody may write to its root, as to /tmp. */
export async function formatImage(path: string, megabytes: number): Promise<ImageTemplate> {
  const bytes = Math.ceil(megabytes + Math.max(overheadMegabytesMin, megabytes * overhead)) * 1024 * 1024;
  const file = await open(path, 'w+', 0o600);
  try {
    await file.truncate(bytes);
    const options = [
      '-O',
      '^has_journal,^resize_inode',
      '-m',
      '0',
      '-N',
      String(Math.max(16_384, megabytes * inodesPerMegabyte)),
    ];
    await tool('mkfs.ext4', ['-q', '-F', ...options, '-E', 'lazy_itable_init=1,nodiscard', path]);
    for (const request of ['rmdir lost+found', 'set_inode_field / mode 041777'])
      await tool('debugfs', ['-w', '-R', request, path]);
    const extents: { offset: number; data: Buffer }[] = [];
    for (const [start, end] of dataRanges(file.fd)) {
      const data = Buffer.alloc(end - start);
      await file.read(data, 0, data.length, start);
      extents.push({ offset: start, data });
    }
    return { bytes, extents };
  } finally {
    await file.close();
  }
}

async function tool(name: string, args: readonly string[]): Promise<void> {
  await run(name, args, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
}

function* dataRanges(fd: number): Generator<[number, number]> {
  for (let end = 0; ; ) {
    const start = seekOrNull(fd, end, SEEK_DATA);
    if (start === null) return;
    end = libc.seek(fd, start, SEEK_HOLE);
    yield [start, end];
  }
}

/** Null past the last data. */
function seekOrNull(fd: number, offset: number, whence: number): number | null {
  try {
    return libc.seek(fd, offset, whence);
  } catch (error) {
    if (error instanceof KernelError) return null;
    throw error;
  }
}
