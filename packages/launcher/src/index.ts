export { CannotStart } from './cannot-start.js';
export { type UserIds, userIdsHere } from './machine/user-ids.js';
export { type PostgresOptions, type PostgresServer, startPostgres } from './postgres/start-postgres.js';
export { type RedisOptions, type RedisServer, startRedis } from './redis/start-redis.js';
