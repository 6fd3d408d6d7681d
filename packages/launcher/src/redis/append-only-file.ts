import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { withoutPrivileges } from '../processes/without-privileges.js';
import type { RedisProgram } from './redis-program.js';

/**
 * What can be done about an append-only file that does not load, gentlest first; each says what it did. Nothing that was
 * acknowledged is lost either way: events live in Postgres and Redis holds hints to them.
 */
export const repairs: readonly ((data: string, program: RedisProgram, uid: number | undefined) => string)[] = [cut, erase];

/** Whether a line of the server's log says that it cannot load what it once appended. */
export function tellsOfDamage(line: string): boolean {
  return /AOF|append.?only/i.test(line) && /fatal|bad|error|unexpected|corrupt/i.test(line);
}

function cut(data: string, { check, libraryPath }: RedisProgram, uid: number | undefined): string {
  if (!check) return erase(data);
  const env = { PATH: process.env.PATH, ...(libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {}) };
  const fix = [check, '--fix', join('appendonlydir', 'appendonly.aof.manifest')];
  const [program, ...args] = withoutPrivileges(fix, 'KILL', uid);
  const { status } = spawnSync(program!, args, { input: 'y\n', cwd: data, env });
  return status === 0 ? 'Its append-only file was damaged and has been cut at the damage.' : erase(data);
}

function erase(data: string): string {
  rmSync(join(data, 'appendonlydir'), { recursive: true, force: true });
  return 'Its append-only file was damaged beyond repair and has been erased; queues are refilled from Postgres.';
}
