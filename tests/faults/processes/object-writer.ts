// The API's object side: puts one object of a bucket that tells a function of it, and dies after the commit, where the hint would be sent.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { openPostgres, PostgresBuckets, PostgresObjects } from '@hearth/postgres';
import { Buckets, Notifications, type ObjectBytes, Objects } from '@hearth/services';
import type { Settings } from './settings.js';

const settings: Settings = JSON.parse(process.argv[2]!);
const postgres = openPostgres(settings.postgresUrl, { connectionsMax: 2, connectTimeoutMilliseconds: 2000 });
const accountId = '000000000000';
const functionArn = `arn:aws:lambda:us-east-1:${accountId}:function:told`;
const recipient = {
  accountId,
  region: 'us-east-1',
  functionId: randomUUID(),
  functionName: 'told',
  qualifier: undefined,
  functionArn,
};
const nobodyIsLeftOut = () => {
  throw new Error('the function may be told');
};
const noBytes: ObjectBytes = {
  write: async () => ({ sha256Hex: 'ab'.repeat(32), sizeBytes: 0 }),
  renew: async () => {},
  open: async () => Readable.from([]),
};
const dyingHints = { shardFor: () => 0, offer: () => void process.kill(process.pid, 'SIGKILL') };

const buckets = new Buckets(new PostgresBuckets(postgres));
const notifications = new Notifications({ find: async () => recipient }, nobodyIsLeftOut);
const objects = new Objects(new PostgresObjects(postgres.pool, dyingHints), noBytes, notifications);
const bucket = await buckets.create({
  name: `b-${randomUUID()}`,
  accountId,
  endpointRegion: 'us-east-1',
  locationConstraint: undefined,
});
await buckets.update(bucket, { notifications: { lambda: [{ id: 'all', functionArn, events: ['s3:ObjectCreated:*'] }] } });
console.log('ready');
await objects.put(await buckets.find(bucket.name), 'k', Readable.from([]), {
  properties: { contentType: 'text/plain', userMetadata: {} },
  tags: {},
  author: { principalId: 'AWS:AIDA', sourceIpAddress: '127.0.0.1', requestId: 'r', hostId: 'h' },
  conditions: {},
});
