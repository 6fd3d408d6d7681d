// Gives the suite a real Postgres and a real Redis: those named by HEARTH_TEST_POSTGRES_URL and HEARTH_TEST_REDIS_URL, else its own.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export default async function setUp() {
  if (process.env.HEARTH_TEST_POSTGRES_URL && process.env.HEARTH_TEST_REDIS_URL) return;
  const turbo = [
    join(root, 'node_modules/turbo/bin/turbo'),
    'run',
    'build',
    '--filter=@hearth/launcher...',
    '--output-logs=errors-only',
  ];
  execFileSync(process.execPath, turbo, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const { startPostgres, startRedis, userIdsHere } = await import(`${root}packages/launcher/dist/index.js`);
  const folder = mkdtempSync(join(tmpdir(), 'hearth-test-'));
  chmodSync(folder, 0o711);
  const users = userIdsHere(folder);
  const common = { durable: false, onLine: () => {} };
  const servers = { folder, stop: [] };
  globalThis.hearthTestServers = servers;
  if (!process.env.HEARTH_TEST_POSTGRES_URL) {
    const postgres = await startPostgres({ ...common, folder: join(folder, 'postgres'), uid: users.postgres });
    servers.stop.push(postgres.process.stop);
    process.env.HEARTH_TEST_POSTGRES_URL = postgres.url;
  }
  if (!process.env.HEARTH_TEST_REDIS_URL) {
    const redis = await startRedis({ ...common, folder: join(folder, 'redis'), uid: users.redis });
    servers.stop.push(redis.process.stop);
    process.env.HEARTH_TEST_REDIS_URL = redis.url;
  }
}
