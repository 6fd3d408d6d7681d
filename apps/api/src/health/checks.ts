import type { WorkerDirectory } from '@hearth/lambda';
import type { PostgresConnection } from '@hearth/postgres';
import type { RedisConnection } from '@hearth/redis';
import type { HealthCheck } from './health.js';

export const postgresAnswers =
  ({ pool }: PostgresConnection): HealthCheck =>
  () =>
    pool.query('SELECT 1').then(
      () => undefined,
      () => 'Postgres does not answer.',
    );

export const redisAnswers =
  ({ commands }: RedisConnection): HealthCheck =>
  () =>
    commands.ping().then(
      () => undefined,
      () => 'Redis does not answer.',
    );

export const someWorkerIsReady =
  (workers: Pick<WorkerDirectory, 'list'>): HealthCheck =>
  () =>
    workers.list().then(
      (found) => (found.length > 0 ? undefined : 'No worker is ready.'),
      () => 'It is not known which workers are ready.',
    );
