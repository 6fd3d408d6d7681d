import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libc, MNT_DETACH } from '../src/kernel/libc.js';
import { loopHolds, loopMount } from '../src/kernel/loop-mount.js';
import { TmpImageStore } from '../src/tmp-image-store.js';

it('tells the images that follow each other on one loop device apart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-loop-'));
  const images = await TmpImageStore.open(folder);
  const target = join(folder, 'target');
  mkdirSync(target);
  const [first, second] = [await images.create(16), await images.create(16)];
  try {
    const firstDevice = loopMount(first.path, target, folder);
    expect(loopHolds(firstDevice, first.path)).toBe(true);
    libc.unmount(target, MNT_DETACH);
    while (loopHolds(firstDevice, first.path)) await new Promise((resolve) => setTimeout(resolve, 2));
    const secondDevice = loopMount(second.path, target, folder);
    expect(loopHolds(secondDevice, second.path)).toBe(true);
    expect(loopHolds(secondDevice, first.path)).toBe(false);
  } finally {
    libc.unmount(target, MNT_DETACH);
    images.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
