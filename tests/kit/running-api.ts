import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { type ApiConfig, readConfig, startApi } from '@hearth/api';
import { destination, pino } from 'pino';
import { accessLogFile } from './access-log.js';
import { testDatabase } from './database.js';
import { redisUrl } from './redis-url.js';
import { ScriptedInvocations } from './scripted-invocations.js';

export interface RunningTestApi {
  readonly url: string;
  readonly config: ApiConfig;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly invocations: ScriptedInvocations;
  readonly clientSettings: ClientSettings;
  stop(): Promise<void>;
}

interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

export const testAccountId = '111111111111';
export const testRegion = 'us-east-1';

/** A whole API on a free port with a database and a blob store of its own, workers scripted. */
export async function runningApi(): Promise<RunningTestApi> {
  const database = await testDatabase();
  const blobs = await mkdtemp(join(tmpdir(), 'hearth-api-'));
  const credentials = {
    accessKeyId: `AKIA${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`,
    secretAccessKey: randomUUID(),
  };
  const config = readConfig({
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl(),
    HEARTH_MASTER_KEY: randomBytes(32).toString('base64'),
    HEARTH_BLOBS: blobs,
    HEARTH_LISTEN: '127.0.0.1:0',
    HEARTH_ACCOUNT_ID: testAccountId,
    HEARTH_ACCESS_KEY_ID: credentials.accessKeyId,
    HEARTH_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    HEARTH_ADMIN_PASSWORD: randomUUID(),
  });
  const invocations = new ScriptedInvocations();
  const log = destination({ dest: accessLogFile(), sync: true });
  const api = await startApi(config, pino({ level: 'debug' }, log), invocations);
  const url = `http://127.0.0.1:${api.port}`;
  const clientSettings = { endpoint: url, region: testRegion, credentials, maxAttempts: 1 };
  const lambda = new LambdaClient(clientSettings);
  const iam = new IAMClient(clientSettings);
  return {
    url,
    config,
    lambda,
    iam,
    invocations,
    clientSettings,
    stop: async () => {
      lambda.destroy();
      iam.destroy();
      await api.drain();
      log.end();
      await database.drop();
      await rm(blobs, { recursive: true, force: true });
    },
  };
}
