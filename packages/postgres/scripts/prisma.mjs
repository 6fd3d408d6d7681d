// Runs the Prisma CLI without its downloadable engine: generate, validate and format need none, and migrations are applied by
// `migrate.ts`. Any existing file satisfies the CLI's check; node itself makes every command that would need the engine fail loudly.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const cli = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build/index.js');
const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
};
process.exit(spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit', env }).status ?? 1);
