import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFolderBlobs } from '@hearth/blob-store';
import { LeasedInvocations, WorkerServer } from '@hearth/dispatch';
import { RememberedConcurrencySettings } from '@hearth/lambda';
import {
  openIdentity,
  openPostgres,
  PostgresConcurrencySettings,
  PostgresEventInvokeConfigs,
  PostgresFunctionResolver,
  PostgresMinuteRows,
  SecretBox,
} from '@hearth/postgres';
import { openRedis, RedisBroadcast, RedisConcurrencyLeases, RedisWorkerDirectory } from '@hearth/redis';
import { MinuteMetrics } from '@hearth/telemetry';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.js';
import { EventDestinations } from './events/event-destinations.js';
import { ConfiguredEventPlans } from './events/event-plans.js';
import { EventRunner } from './events/event-runner.js';
import { EventWork } from './events/event-work.js';
import { CodeCache } from './execution/code/code-cache.js';
import { EnvironmentMaker } from './execution/environment-maker.js';
import { EnvironmentPool } from './execution/environment-pool.js';
import { LocalInvocations } from './execution/local-invocations.js';
import { openSandboxes } from './execution/open-sandboxes.js';
import { ProvisionedEnvironments } from './execution/provisioned-environments.js';
import { RuntimeStore } from './execution/runtimes/runtime-store.js';
import { serviceRoleCredentials } from './execution/service-role-credentials.js';
import { Presence } from './presence.js';
import { socketPath } from './stale-sockets.js';
import type { WorkerParts } from './worker.js';

const gigabyte = 1024 ** 3;
const minute = 60_000;
const hour = 60 * minute;

const runtimesFolder = fileURLToPath(new URL('../../../runtimes', import.meta.url));
const codeCacheBytes = 10 * gigabyte;
/** Environments end before the credentials that they were given do. */
const credentialSeconds = 6 * 3600;
const environmentAgeMilliseconds = 5 * hour;
const idleMilliseconds = 10 * minute;
/** Well before a process that held a lease can be taken for dead; most invocations are over by then. */
const reportedAfterMilliseconds = 2000;

/** Builds a worker, on a migrated database. Rejects when something it needs is missing or its sandboxes do not contain. */
export async function compose(config: WorkerConfig, log: Logger): Promise<WorkerParts> {
  const redis = await openRedis(config.redisUrl);
  const connection = openPostgres(config.databaseUrl, { applicationName: 'hearth worker', connectionsMax: 10 });
  const secretBox = SecretBox.fromMasterKey(config.masterKey);
  const identity = openIdentity({ connection, secretBox });
  const blobs = await openFolderBlobs(config.blobsFolder);
  const code = await CodeCache.open(join(config.homeFolder, 'code'), blobs, codeCacheBytes);
  const runtimes = await RuntimeStore.open({
    manifests: runtimesFolder,
    folder: join(config.homeFolder, 'runtimes'),
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    downloadEnvironment: config.downloadEnvironment,
  });
  const credentials = serviceRoleCredentials(identity.sessions, credentialSeconds);
  const sandboxes = await openSandboxes(config, log);

  const maker = new EnvironmentMaker({ code, runtimes, credentials }, sandboxes, config.hearthEndpoint);
  const limits = {
    memoryMegabytes: config.memoryMegabytes,
    startsAtOnce: Math.max(4, 2 * cpus().length),
    idleMilliseconds,
    ageMilliseconds: environmentAgeMilliseconds,
  };
  const pool = new EnvironmentPool(
    (target, initialization) => maker.make(target, initialization),
    limits,
    (error) => log.error({ err: error }, 'An environment did not end in good order'),
  );
  const provisioned = new ProvisionedEnvironments(pool, log);
  const metrics = new MinuteMetrics(new PostgresMinuteRows(connection.pool));
  const invocations = new LocalInvocations(pool, code, runtimes, metrics, log);

  const id = randomUUID();
  const address = socketPath(config.runFolder, id);
  const server = new WorkerServer({
    invocations,
    provisioning: provisioned,
    freeMegabytes: () => pool.freeMegabytes,
    address,
    ...(config.socketUid !== undefined && { ownerUid: config.socketUid }),
  });
  const presence = new Presence(
    new RedisWorkerDirectory(redis),
    {
      id,
      address,
      runtimes: runtimes.names,
      sandboxDriver: sandboxes.driver.name,
      unenforced: sandboxes.driver.unenforced,
      memoryMegabytes: config.memoryMegabytes,
      startedAtMilliseconds: Date.now(),
    },
    (error) => log.warn({ err: error }, 'The worker could not be announced; it goes on trying'),
  );
  const broadcast = new RedisBroadcast(redis);
  const concurrency = new RememberedConcurrencySettings(new PostgresConcurrencySettings(connection), broadcast);
  const leases = new RedisConcurrencyLeases(redis, () => invocations.leasesHeldLongerThan(reportedAfterMilliseconds));
  const leased = new LeasedInvocations(invocations, concurrency, leases);
  const functions = new PostgresFunctionResolver(connection, secretBox);
  const destinations = new EventDestinations(
    { functions, targets: functions, blobs },
    identity.roleAuthority('awslambda_async_destination'),
    (destination, event, reason) => log.warn({ destination, eventId: event.id, reason }, 'A destination could not be told'),
  );
  const plans = new ConfiguredEventPlans(new PostgresEventInvokeConfigs(connection), destinations);
  const runner = new EventRunner(functions, leased, blobs, metrics);
  const events = new EventWork(connection, redis, { runner, plans }, (error) =>
    log.warn({ err: error }, 'Upkeep failed; it is repeated'),
  );

  return {
    invocations,
    pool,
    server,
    presence,
    events,
    metrics,
    provisioned,
    concurrency,
    leases,
    close: async () => {
      broadcast.close();
      await sandboxes.driver.close();
      await identity.close();
      await connection.close();
      await redis.close();
    },
  };
}
