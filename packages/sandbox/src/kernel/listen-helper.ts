import { createServer } from 'node:net';

/** The program that `listenByHelper` runs inside a sandbox's network: opens the ports it is given, hands them over and ends. */
const ports = process.argv.slice(2).map(Number);
let left = ports.length;
for (const port of ports) {
  const server = createServer().listen(port, '127.0.0.1', () => {
    process.send?.(port, server, undefined, () => {
      left -= 1;
      if (left === 0) process.exit();
    });
  });
}
