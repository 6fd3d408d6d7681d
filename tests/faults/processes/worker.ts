// A worker's event side with the real Postgres and Redis, whose "functions" do what their payload says instead of running in a sandbox.
import { setTimeout as sleep } from 'node:timers/promises';
import type { InvocationOutcome, InvocationRequest } from '@hearth/dispatch';
import { defaultEventInvokeConfig, type ExecutableVersion } from '@hearth/lambda';
import { openPostgres } from '@hearth/postgres';
import { openRedis } from '@hearth/redis';
import { EventRunner } from '../../../apps/worker/src/events/event-runner.js';
import { EventWork } from '../../../apps/worker/src/events/event-work.js';
import { type Deed, noBlobs, type Settings } from './settings.js';

const settings: Settings = JSON.parse(process.argv[2]!);
const postgres = openPostgres(settings.postgresUrl, { connectionsMax: 20, connectTimeoutMilliseconds: 2000 });
const redis = await openRedis(settings.redisUrl);

async function invoke(request: InvocationRequest): Promise<InvocationOutcome> {
  const deed: Deed = JSON.parse(Buffer.from(request.payload).toString());
  await postgres.pool.query('INSERT INTO runs (event_id, pid) VALUES ($1, $2)', [request.requestId, process.pid]);
  if (deed.does === 'kill its worker') process.kill(process.pid, 'SIGKILL');
  await sleep(deed.milliseconds ?? 0);
  const report = { durationMilliseconds: 1, billedMilliseconds: 1, maxMemoryUsedMegabytes: 1 };
  const functionError = deed.does === 'fail' ? ('Unhandled' as const) : undefined;
  return { kind: 'finished', functionError, payload: Buffer.from('null'), logTail: '', report };
}

const targets = {
  executable: async (functionId: string) =>
    functionId === 'deleted' ? undefined : { target: { functionId } as ExecutableVersion },
};
const runner = new EventRunner(targets, { invoke }, noBlobs, { recordThrottle: () => {} });
const plans = { configOf: async () => defaultEventInvokeConfig, onward: async () => undefined };
const work = new EventWork(postgres, redis, { runner, plans }, () => {});
work.start();
process.on('SIGTERM', async () => {
  await work.drain(300);
  await redis.close();
  await postgres.close();
  process.exit();
});
process.stdin.resume().once('end', () => process.exit());
console.log('ready');
