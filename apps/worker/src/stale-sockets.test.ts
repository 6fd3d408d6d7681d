import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStaleSockets, socketPath } from './stale-sockets.js';

it('removes the sockets of dead workers and leaves those of living ones and all else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-run-'));
  const living = createServer().listen(socketPath(folder, 'living'));
  await once(living, 'listening');
  await writeFile(socketPath(folder, 'dead'), '');
  await writeFile(join(folder, 'other'), '');
  await removeStaleSockets(folder);
  expect((await readdir(folder)).sort()).toEqual(['other', 'worker-living']);
  living.close();
  await rm(folder, { recursive: true });
});
