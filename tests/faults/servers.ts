import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, type RedisServer, startPostgres, startRedis, userIdsHere } from '@hearth/launcher';
import { migrate } from '@hearth/postgres';

/** A Postgres and a Redis of the test's own, to be killed. They come back under their old addresses. */
export class Servers {
  private constructor(
    private readonly folder: string,
    private postgres: PostgresServer,
    private redis: RedisServer,
  ) {}

  static async start(): Promise<Servers> {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-faults-'));
    chmodSync(folder, 0o711);
    const [postgres, redis] = await Promise.all([postgresIn(folder), redisIn(folder)]);
    await migrate(postgres.url);
    return new Servers(folder, postgres, redis);
  }

  get postgresUrl(): string {
    return this.postgres.url;
  }

  get redisUrl(): string {
    return this.redis.url;
  }

  /** kill -9, and a start on the same data. */
  async crashPostgres(): Promise<void> {
    this.postgres.process.kill();
    await this.postgres.process.ended;
    this.postgres = await postgresIn(this.folder);
  }

  /** kill -9, and a start with nothing left of its data. */
  async eraseRedis(): Promise<void> {
    this.redis.process.kill();
    await this.redis.process.ended;
    rmSync(join(this.folder, 'redis/data'), { recursive: true });
    this.redis = await redisIn(this.folder);
  }

  /** Leaves its connections open and answers nothing while `work` goes on. */
  async freezeRedisDuring(work: () => Promise<void>): Promise<void> {
    process.kill(this.redis.process.pid, 'SIGSTOP');
    try {
      await work();
    } finally {
      process.kill(this.redis.process.pid, 'SIGCONT');
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.postgres.process.stop(), this.redis.process.stop()]);
    rmSync(this.folder, { recursive: true });
  }
}

const quiet = { durable: true, onLine: () => {} };
const postgresIn = (folder: string) =>
  startPostgres({ ...quiet, folder: join(folder, 'postgres'), uid: userIdsHere(folder).postgres });
const redisIn = (folder: string) => startRedis({ ...quiet, folder: join(folder, 'redis'), uid: userIdsHere(folder).redis });
