import { createWire, type Service } from '@hearth/aws-wire';
import { openFolderBlobs } from '@hearth/blob-store';
import { DispatchedInvocations, type Invocations, LeasedInvocations, type Provisioning } from '@hearth/dispatch';
import type { Principal } from '@hearth/iam';
import { AcceptEvents, BlobCollector, RememberedConcurrencySettings } from '@hearth/lambda';
import {
  openIdentity,
  openPostgres,
  PostgresBlobUsers,
  PostgresConcurrencySettings,
  PostgresEvents,
  PostgresInvocationHistory,
  PostgresMinuteRows,
  PostgresQuotas,
  SecretBox,
} from '@hearth/postgres';
import { BullEventHints, openRedis, RedisBroadcast, RedisConcurrencyLeases, RedisWorkerDirectory } from '@hearth/redis';
import { MinuteMetrics } from '@hearth/telemetry';
import type { Logger } from 'pino';
import type { ApiConfig } from './config.js';
import type { FrontDoorParts } from './front-door/api-module.js';
import { TrustedProxy } from './front-door/trusted-proxy.js';
import { postgresAnswers, redisAnswers, someWorkerIsReady } from './health/checks.js';
import { Health } from './health/health.js';
import { cloudwatchService } from './services/cloudwatch/index.js';
import { hearthService } from './services/hearth/index.js';
import { iamService } from './services/iam/index.js';
import { functionUrl, openLambda, urlHost } from './services/lambda/index.js';
import { LambdaInvokableFunctions, openS3, PackageLinks } from './services/s3/index.js';
import { stsService } from './services/sts/index.js';

export interface Composition extends FrontDoorParts {
  /** Resolves once the first account exists and unfinished work is being taken up. */
  start(): Promise<void>;
  /** Resolves once nothing is under way and every connection is closed. */
  close(): Promise<void>;
}

/** Builds everything that answers requests, on a migrated database. `invocations` stands in for the workers in tests. */
export async function compose(config: ApiConfig, log: Logger, invocations?: Invocations & Provisioning): Promise<Composition> {
  const redis = await openRedis(config.redisUrl);
  const connection = openPostgres(config.databaseUrl, { applicationName: 'hearth api', connectionsMax: 20 });
  const secretBox = SecretBox.fromMasterKey(config.masterKey);
  const blobs = await openFolderBlobs(config.blobsFolder);
  const broadcast = new RedisBroadcast(redis);
  const workers = new RedisWorkerDirectory(redis);
  const dispatched = new DispatchedInvocations(workers);
  const identity = openIdentity({ connection, secretBox, broadcast });
  const hints = new BullEventHints(redis);
  const metrics = new MinuteMetrics(new PostgresMinuteRows(connection.pool));
  const links = new PackageLinks(secretBox.subkey('package links'), config.publicUrl);
  const quotas = new PostgresQuotas(connection);
  const concurrency = new RememberedConcurrencySettings(new PostgresConcurrencySettings(connection), broadcast);
  const leases = new RedisConcurrencyLeases(redis);
  const collector = new BlobCollector(blobs, new PostgresBlobUsers(connection.pool), (error) =>
    log.warn({ err: error }, 'Code that nobody uses any more could not be removed; it is tried again'),
  );
  const s3 = openS3(connection, blobs, identity.authorizer, hints);
  const hostOfUrls = await urlHost(config.publicUrl);
  const lambda = openLambda({
    connection,
    secretBox,
    blobs,
    links,
    broadcast,
    quotas,
    objectsFor: (call) => s3.objects.for(call),
    passRole: identity.passRole,
    identity,
    invocations: new LeasedInvocations(invocations ?? dispatched, concurrency, leases),
    concurrency,
    provisioning: invocations ?? dispatched,
    events: new AcceptEvents(new PostgresEvents(connection.pool), hints, blobs),
    metrics,
    onError: (error) => log.error({ err: error }, 'A version or an event source mapping could not be settled; it is tried again'),
    addressOf: (urlId, region) => functionUrl(config.publicUrl, hostOfUrls, urlId, region),
    onUrlError: (error) => log.error({ err: error }, 'A request to a function URL failed through our own fault'),
  });

  const services: readonly Service<Principal>[] = [
    lambda.service,
    s3.service({
      functions: new LambdaInvokableFunctions(lambda.invokePermissions, lambda.resolver),
      publicHost: new URL(config.publicUrl).host,
      ownLinks: links,
      onUndeliverable: (functionArn, bucket, key) =>
        log.warn(
          { functionArn, bucket: bucket.name, key },
          'A function could not be told of an object: it is gone, or does not let S3 invoke it',
        ),
    }),
    iamService(identity),
    stsService(identity),
    cloudwatchService(new PostgresInvocationHistory(connection.pool)),
    hearthService(identity.signIn, identity.temporaryCredentials, workers, quotas, (scope) => concurrency.changed(scope)),
  ];
  const wire = createWire<Principal>({
    services,
    accessKeys: identity.accessKeys,
    authorizer: identity.authorizer,
    onAnswer: log.isLevelEnabled('debug') ? (answered) => log.debug(answered, 'Answered') : undefined,
    onFault: ({ error, ...where }) => log.error({ ...where, err: error }, 'A request failed through our own fault'),
  });

  return {
    wire,
    health: new Health([postgresAnswers(connection), redisAnswers(redis), someWorkerIsReady(workers)]),
    functionUrls: lambda.functionUrls,
    trustedProxy: config.trustedProxy === undefined ? undefined : new TrustedProxy(config.trustedProxy),
    async start() {
      const { keyAccepted } = await identity.ensureFirstAccount(config.firstAccount);
      if (!keyAccepted) log.warn('The access key of HEARTH_ACCESS_KEY_ID was deleted or replaced since; it is not accepted');
      metrics.start();
      await concurrency.listen();
      await leases.start();
      await lambda.start();
      collector.start();
    },
    async close() {
      await Promise.all([lambda.drain(), collector.drain()]);
      await leases.stop();
      dispatched.close();
      await metrics.drain().catch((error) => log.warn({ err: error }, 'The last second of metrics was lost'));
      await hints.close();
      await identity.close();
      broadcast.close();
      await connection.close();
      await redis.close();
    },
  };
}
