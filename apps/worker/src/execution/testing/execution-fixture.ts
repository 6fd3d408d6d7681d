import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { FinishedInvocation, InvocationOutcome } from '@hearth/dispatch';
import type { ExecutableVersion } from '@hearth/lambda';
import { openDriver, TmpImageStore } from '@hearth/sandbox';
import type { InvocationRecord } from '@hearth/telemetry';
import { CodeCache } from '../code/code-cache.js';
import { EnvironmentMaker } from '../environment-maker.js';
import { EnvironmentPool, type PoolLimits } from '../environment-pool.js';
import { LocalInvocations } from '../local-invocations.js';
import { RuntimeStore } from '../runtimes/runtime-store.js';
import { zipOf } from './zip.js';

const repository = fileURLToPath(new URL('../../../../../', import.meta.url));
/** Downloaded once per machine, not once per test. */
const runtimesFolder = join(tmpdir(), 'hearth-test-runtimes');

export interface ExecutionFixture {
  readonly invocations: LocalInvocations;
  readonly pool: EnvironmentPool;
  readonly records: InvocationRecord[];
  /** A version with this code, not stored anywhere: each has a configuration of its own. */
  version(files: Readonly<Record<string, string>>, more?: Partial<ExecutableVersion>): Promise<ExecutableVersion>;
  /** Keeps bytes as a deployment package, and says under which hash. */
  store(content: Buffer): Promise<string>;
  invoke(target: ExecutableVersion, event?: unknown, requestId?: string): Promise<InvocationOutcome>;
  finished(target: ExecutableVersion, event?: unknown): Promise<FinishedInvocation & { readonly result: unknown }>;
  close(): Promise<void>;
}

const limits: PoolLimits = { memoryMegabytes: 4096, startsAtOnce: 4, idleMilliseconds: 600_000, ageMilliseconds: 3_600_000 };

/** Real sandboxes with a real Node.js, and what the rest of a worker would bring kept in memory. */
export async function openExecution(
  hearthEndpoint = new URL('http://127.0.0.1:9'),
  changed: Partial<PoolLimits> = {},
): Promise<ExecutionFixture> {
  const home = await mkdtemp(join(tmpdir(), 'hearth-execution-'));
  const blobs = new Map<string, Buffer>();
  const records: InvocationRecord[] = [];
  const read = async (hash: string): Promise<Readable> => Readable.from([blobs.get(hash)]);
  const code = await CodeCache.open(join(home, 'code'), { read }, 1024 ** 3);
  const runtimes = await RuntimeStore.open({
    manifests: join(repository, 'runtimes'),
    folder: runtimesFolder,
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    downloadEnvironment: Object.fromEntries(Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
  });
  const credentials = {
    credentialsFor: async ({ roleArn }: ExecutableVersion) => ({
      accessKeyId: 'ASIATEST',
      secretAccessKey: 'secret',
      sessionToken: `token of ${roleArn}`,
      expiration: new Date(Date.now() + 3_600_000),
    }),
  };
  const stateFolder = join(home, 'sandboxes');
  const driver = await openDriver({ preference: 'auto', stateFolder });
  const tmpImages = await TmpImageStore.open(stateFolder);
  const maker = new EnvironmentMaker({ code, runtimes, credentials }, { driver, tmpImages }, hearthEndpoint);
  const errors: unknown[] = [];
  const pool = new EnvironmentPool(
    (target) => maker.make(target),
    { ...limits, ...changed },
    (error) => errors.push(error),
  );
  const metrics = {
    record: (record: InvocationRecord) => void records.push(record),
    recordThrottle: () => {},
    recordSignatureError: () => {},
  };
  const invocations = new LocalInvocations(pool, code, runtimes, metrics, { error: (fields) => void errors.push(fields) });

  const invoke: ExecutionFixture['invoke'] = (target, event = {}, requestId = randomUUID()) =>
    invocations.invoke({
      requestId,
      target,
      invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${target.functionName}`,
      payload: Buffer.from(JSON.stringify(event)),
    });

  const store: ExecutionFixture['store'] = async (content) => {
    const hash = createHash('sha256').update(content).digest('hex');
    blobs.set(hash, content);
    return hash;
  };

  return {
    invocations,
    pool,
    records,
    store,
    invoke,
    async version(files, more = {}) {
      const codeSha256Hex = await store(await zipOf(files));
      return {
        configurationId: randomUUID(),
        functionId: randomUUID(),
        accountId: '123456789012',
        region: 'us-east-1',
        functionName: 'greet',
        version: '$LATEST',
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
        codeSha256Hex,
        layerSha256Hexes: [],
        memoryMegabytes: 256,
        timeoutSeconds: 10,
        ephemeralStorageMegabytes: 512,
        environment: {},
        roleArn: 'arn:aws:iam::123456789012:role/lambda',
        logGroup: '/aws/lambda/greet',
        ...more,
      };
    },
    async finished(target, event) {
      const outcome = await invoke(target, event);
      if (outcome.kind !== 'finished') throw new Error(`refused: ${outcome.message} ${JSON.stringify(errors.map(String))}`);
      return { ...outcome, result: JSON.parse(Buffer.from(outcome.payload).toString()) };
    },
    async close() {
      await pool.close();
      await driver.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
