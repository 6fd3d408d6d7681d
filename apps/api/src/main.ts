import 'reflect-metadata';
import { pino } from 'pino';
import { readConfig } from './config.js';
import { startApi } from './start-api.js';

/** How long requests may go on after SIGTERM; a process manager kills soon after. */
const drainMillisecondsMax = 25_000;

const log = pino({ name: 'hearth-api' });

function stopWith(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const api = await Promise.resolve()
  .then(() => readConfig(process.env))
  .then((config) => {
    log.level = config.logLevel;
    return startApi(config, log);
  })
  .catch((error: Error) => stopWith(error.message));
log.info({ host: api.host, port: api.port }, 'Answering requests');

let draining = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (draining) return;
    draining = true;
    setTimeout(() => stopWith('Requests were still under way when time was up'), drainMillisecondsMax).unref();
    api.drain().then(
      () => process.exit(0),
      (error: Error) => stopWith(`Could not stop in good order: ${error.message}`),
    );
  });
}
