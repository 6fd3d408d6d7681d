import { Redis } from 'ioredis';

export interface RedisServerFacts {
  readonly version: string;
  /** What the server does when its memory is full; `undefined` when it does not say. */
  readonly evictionPolicy: string | undefined;
}

/** Asks a server who it is. Rejects with the reason when it does not answer, or has not loaded its data, at once. */
export async function redisFacts(url: string): Promise<RedisServerFacts> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 10_000,
  });
  let failure: Error | undefined;
  client.on('error', (error) => {
    failure ??= error;
  });
  try {
    await client.connect();
    const told = await client.info();
    const fact = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(told)?.[1];
    return { version: fact('redis_version') ?? '0.0', evictionPolicy: fact('maxmemory_policy') };
  } catch (error) {
    throw failure ?? error;
  } finally {
    client.disconnect();
  }
}
