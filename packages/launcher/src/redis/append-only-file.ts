import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisProgram } from './redis-program.js';

/**
 * Makes a damaged append-only file loadable: cut at the damage when the checker can, else erased. Nothing that was
 * acknowledged is lost either way: events live in Postgres and Redis holds hints to them. Returns what was done, as a sentence.
 */
export function mendAppendOnlyFile(data: string, program: RedisProgram): string {
  const folder = join(data, 'appendonlydir');
  const manifest = join(folder, 'appendonly.aof.manifest');
  if (program.check && existsSync(manifest)) {
    const env = { ...(program.libraryPath ? { LD_LIBRARY_PATH: program.libraryPath } : {}), PATH: process.env.PATH };
    const { status } = spawnSync(program.check, ['--fix', manifest], { input: 'y\n', cwd: data, env });
    if (status === 0) return 'Its append-only file was damaged and has been cut at the damage.';
  }
  rmSync(folder, { recursive: true, force: true });
  return 'Its append-only file was damaged beyond repair and has been erased; queues are refilled from Postgres.';
}

/** Whether a line of the server's log says that it cannot load what it once appended. */
export function tellsOfDamage(line: string): boolean {
  return /AOF|append.?only/i.test(line) && /fatal|bad|error|unexpected|corrupt/i.test(line);
}
