import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findProgram } from '../machine/find-program.js';

export interface RedisProgram {
  readonly server: string;
  /** Mends a damaged append-only file; null when there is none on this machine. */
  readonly check: string | null;
  /** For servers that were unpacked without being installed. */
  readonly libraryPath: string | null;
}

/**
 * The Redis server of this machine, or the one unpacked under `folder`, or null. Debian's redis-tools carries the whole
 * server under the name redis-check-rdb and none of the system service that redis-server brings; a link gives it its name.
 */
export function redisProgram(folder: string, path = process.env.PATH): RedisProgram | null {
  const server = findProgram(['redis-server', 'valkey-server'], path);
  if (server) return { server, check: findProgram([basename(server).replace('server', 'check-aof')], path), libraryPath: null };
  const tools = findProgram(['redis-check-rdb', 'valkey-check-rdb'], path);
  if (tools)
    return { server: named(folder, tools, 'redis-server'), check: named(folder, tools, 'redis-check-aof'), libraryPath: null };
  const unpacked = join(folder, 'unpacked');
  const carried = join(unpacked, 'usr', 'bin', 'redis-check-rdb');
  if (!existsSync(carried)) return null;
  return {
    server: named(folder, carried, 'redis-server'),
    check: named(folder, carried, 'redis-check-aof'),
    libraryPath: libraryFolders(unpacked),
  };
}

function named(folder: string, program: string, name: string): string {
  const link = join(folder, 'bin', name);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(program, link);
  return link;
}

function libraryFolders(unpacked: string): string {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? '';
  return [join(unpacked, 'usr', 'lib', triplet), join(unpacked, 'lib', triplet)].join(':');
}
