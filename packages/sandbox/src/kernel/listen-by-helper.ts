import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { libc } from './libc.js';

const NS_GET_USERNS = 0xb701;
const userFd = 4;

/** Compiled, whether this file itself runs compiled or from its source. */
const helper = fileURLToPath(new URL('../../dist/kernel/listen-helper.js', import.meta.url));

/**
 * Opens listening sockets as `listenInside` does, for a caller without root: only a process of one thread may enter a user
 * namespace, so nsenter does before it becomes the program that listens. The one that owns the network may be an outer one of the
 * process's own. Takes about 50 ms.
 */
export function listenByHelper(pid: number, ports: readonly number[]): Promise<Map<number, Server>> {
  const network = openSync(`/proc/${pid}/ns/net`, 'r');
  const owner = libc.ioctlNumber(network, NS_GET_USERNS, 0);
  const enter = [
    `--user=/proc/self/fd/${userFd}`,
    `--net=/proc/${pid}/ns/net`,
    '--preserve-credentials',
    '--',
    process.execPath,
    helper,
  ];
  const child = spawn('nsenter', [...enter, ...ports.map(String)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', owner],
    env: {},
  });
  for (const fd of [network, owner]) closeSync(fd);
  const servers = new Map<number, Server>();
  let words = '';
  child.stderr?.on('data', (text) => {
    words += text;
  });
  child.on('message', (port: number, server) => servers.set(port, server as Server));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      if (servers.size === ports.length) resolve(servers);
      else reject(new Error(`The sandbox's listeners cannot be opened: ${words.trim()}`));
    });
  });
}
