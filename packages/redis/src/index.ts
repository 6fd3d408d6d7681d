export { RedisBroadcast, type Unsubscribe } from './broadcast.js';
export { RedisConcurrencyLeases } from './concurrency-leases/redis-concurrency-leases.js';
export { type OpenRedisOptions, openRedis, type RedisConnection } from './connection.js';
export { BullEventHintConsumer, type HintConsumerOptions } from './event-hints/bull-event-hint-consumer.js';
export { BullEventHints, type ShardRoom } from './event-hints/bull-event-hints.js';
export { type RedisServerFacts, redisFacts } from './server.js';
export { RedisWorkerDirectory } from './worker-directory.js';
