// The API's event side: accepts events as fast as it may and prints the id of each one it has acknowledged.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AcceptEvents } from '@hearth/lambda';
import { openPostgres, PostgresEvents } from '@hearth/postgres';
import { BullEventHints, openRedis } from '@hearth/redis';
import { type AcceptorSettings, noBlobs } from './settings.js';

const settings: AcceptorSettings = JSON.parse(process.argv[2]!);
const postgres = openPostgres(settings.postgresUrl, { connectionsMax: 16, connectTimeoutMilliseconds: 2000 });
const redis = await openRedis(settings.redisUrl);
const intake = new AcceptEvents(new PostgresEvents(postgres.pool), new BullEventHints(redis), noBlobs);
const payload = Buffer.from(JSON.stringify(settings.deed));

async function client(): Promise<void> {
  for (; ; await sleep(settings.pauseMilliseconds)) {
    const id = randomUUID();
    const functionId = `function-${id[0]}`;
    const event = {
      id,
      accountId: '000000000000',
      region: 'us-east-1',
      functionId,
      functionName: functionId,
      qualifier: undefined,
    };
    try {
      await intake.accept({
        ...event,
        invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionId}`,
        payload,
      });
      console.log(id);
    } catch {
      await sleep(100);
    }
  }
}

process.stdin.resume().once('end', () => process.exit());
console.log('ready');
await Promise.all(Array.from({ length: settings.clients }, client));
