import { closeSync, openSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { CLONE_NEWNET, libc } from './libc.js';

const AF_INET = 2;
const SOCK_STREAM_CLOEXEC = 0x80001;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SIOCGIFFLAGS = 0x8913;
const SIOCSIFFLAGS = 0x8914;
const IFF_UP = 1;
const BACKLOG = 511;

/**
 * Opens listening sockets on 127.0.0.1 in the network namespace of process `pid` and brings its loopback up. The calling thread
 * is in that namespace only during this call, within which no other JavaScript can run.
 */
export function listenInside(pid: number, ports: readonly number[]): Map<number, Server> {
  const own = openSync('/proc/thread-self/ns/net', 'r');
  const inside = openSync(`/proc/${pid}/ns/net`, 'r');
  let sockets: [number, number][];
  try {
    libc.setns(inside, CLONE_NEWNET);
    try {
      raiseLoopback();
      sockets = ports.map((port) => [port, listeningSocket(port)]);
    } finally {
      returnTo(own);
    }
  } finally {
    closeSync(inside);
    closeSync(own);
  }
  return new Map(sockets.map(([port, fd]) => [port, createServer().listen({ fd })]));
}

/** A worker that cannot leave a sandbox's network would serve it everything that it serves others: better no worker. */
function returnTo(namespace: number): void {
  try {
    libc.setns(namespace, CLONE_NEWNET);
  } catch {
    process.abort();
  }
}

function listeningSocket(port: number): number {
  const fd = libc.socket(AF_INET, SOCK_STREAM_CLOEXEC, 0);
  const address = Buffer.from([AF_INET, 0, port >> 8, port & 0xff, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  libc.setSocketOption(fd, SOL_SOCKET, SO_REUSEADDR, [1], 4);
  libc.bind(fd, address, address.length);
  libc.listen(fd, BACKLOG);
  return fd;
}

function raiseLoopback(): void {
  const fd = libc.socket(AF_INET, SOCK_STREAM_CLOEXEC, 0);
  const request = Buffer.alloc(40);
  request.write('lo');
  libc.ioctlBytes(fd, SIOCGIFFLAGS, request);
  request.writeUInt16LE(request.readUInt16LE(16) | IFF_UP, 16);
  libc.ioctlBytes(fd, SIOCSIFFLAGS, request);
  closeSync(fd);
}
