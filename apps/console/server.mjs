// Serves the built console on HEARTH_CONSOLE_LISTEN until SIGTERM or SIGINT; writes nothing to disk. `--dev` compiles as it serves.
import { createServer } from 'node:http';
import { readConfig } from './config.mjs';

const dev = process.argv.includes('--dev');
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' });

let config;
try {
  config = readConfig(process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const { host, port } = config.listen;
const { default: next } = await import('next');
const app = next({ dev, dir: import.meta.dirname, hostname: host, port });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => handle(request, response));
server.on('error', (error) => {
  console.error(`the console cannot listen on ${host}:${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, host, () => {
  console.log(JSON.stringify({ level: 'info', msg: 'console listening', ...Object(server.address()) }));
});

function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5_000).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
