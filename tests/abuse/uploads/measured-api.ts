import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '../../kit/database.js';
import { redisUrlOfProcesses } from '../../kit/redis-url.js';

export interface MeasuredApi {
  readonly clientSettings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly blobsFolder: string;
  /** Runs `work` and says by how many bytes the process's memory grew at its highest. */
  peakGrowthDuring(work: () => Promise<void>): Promise<number>;
  stop(): Promise<void>;
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The API in a process of its own, run from source, so that its memory is nobody else's. */
export async function startMeasuredApi(): Promise<MeasuredApi> {
  const database = await testDatabase();
  const blobsFolder = await mkdtemp(join(tmpdir(), 'hearth-uploads-'));
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: randomUUID() };
  const environment = {
    ...process.env,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrlOfProcesses(),
    HEARTH_MASTER_KEY: randomBytes(32).toString('base64'),
    HEARTH_BLOBS: blobsFolder,
    HEARTH_LISTEN: '127.0.0.1:0',
    HEARTH_ACCOUNT_ID: '111111111111',
    HEARTH_ACCESS_KEY_ID: credentials.accessKeyId,
    HEARTH_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    HEARTH_ADMIN_PASSWORD: randomUUID(),
  };
  const main = ['--import', path('../../kit/typescript.mjs'), path('../../../apps/api/src/main.ts')];
  const child = spawn(process.execPath, main, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const port = await Promise.race([listeningPort(child), ended.then(() => undefined)]);
  if (port === undefined) throw new Error('The API ended before it answered requests');
  return {
    clientSettings: { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 },
    blobsFolder,
    async peakGrowthDuring(work) {
      const before = memoryOf(child.pid!, 'VmRSS');
      // proc(5): the peak is counted anew from here.
      writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
      await work();
      return memoryOf(child.pid!, 'VmHWM') - before;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await database.drop();
      await rm(blobsFolder, { recursive: true, force: true });
    },
  };
}

function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The port is in the first line of the log that has one. */
function listeningPort({ stdout }: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    createInterface({ input: stdout! }).on('line', (line) => {
      const { port } = JSON.parse(line) as { port?: number };
      if (port !== undefined) resolve(port);
    });
  });
}
