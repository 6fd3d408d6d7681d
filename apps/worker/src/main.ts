import { migrate } from '@hearth/postgres';
import { pino } from 'pino';
import { compose } from './compose.js';
import { readConfig } from './config.js';
import { removeStaleSockets } from './stale-sockets.js';
import { Worker } from './worker.js';

const log = pino({ name: 'hearth-worker' });

/** Draining takes 12 s at most; what is left after that would not end by itself. */
const stopMillisecondsMax = 19_000;

function stopWith(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function start(): Promise<Worker> {
  const config = readConfig(process.env);
  await migrate(config.databaseUrl);
  await removeStaleSockets(config.runFolder);
  const worker = new Worker(await compose(config, log));
  await worker.start();
  return worker;
}

const worker = await start().catch((error: Error) => stopWith(error.message));
log.info('Ready for invocations');

let draining = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (draining) return;
    draining = true;
    setTimeout(() => stopWith('The worker did not stop in time'), stopMillisecondsMax).unref();
    worker.drain().then(
      () => process.exit(0),
      (error: Error) => stopWith(`Could not stop in good order: ${error.message}`),
    );
  });
}
