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

// Debian's redis-tools carries the whole server, and none of the system service that redis-server brings, under this name:
// one program that is the server, or either checker, depending on the name it is called by.
const manyNamed = ['redis-check-rdb', 'valkey-check-rdb'];

/** The Redis server of this machine, or the one unpacked under `folder`, or null. Changes nothing. */
export function redisProgram(folder: string, find = findProgram): RedisProgram | null {
  const server = find(['redis-server', 'valkey-server']);
  if (server) return { server, check: find([basename(server).replace('server', 'check-aof')]), libraryPath: null };
  const tools = find(manyNamed);
  if (tools) return { server: tools, check: tools, libraryPath: null };
  const unpacked = join(folder, 'unpacked');
  const carried = join(unpacked, 'usr', 'bin', manyNamed[0]!);
  return existsSync(carried) ? { server: carried, check: carried, libraryPath: libraryFolders(unpacked) } : null;
}

/** Whether the program is the server only when it is called by the server's name. */
export function namedOtherwise({ server }: RedisProgram): boolean {
  return manyNamed.includes(basename(server));
}

/** The same program under the names that make it server and checker, by links in `folder`. */
export function underItsNames(program: RedisProgram, folder: string): RedisProgram {
  if (!namedOtherwise(program)) return program;
  const named = (name: string) => {
    const link = join(folder, 'bin', name);
    mkdirSync(join(folder, 'bin'), { recursive: true, mode: 0o755 });
    rmSync(link, { force: true });
    symlinkSync(program.server, link);
    return link;
  };
  return { ...program, server: named('redis-server'), check: named('redis-check-aof') };
}

function libraryFolders(unpacked: string): string {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? '';
  return [join(unpacked, 'usr', 'lib', triplet), join(unpacked, 'lib', triplet)].join(':');
}
