export { CannotStart } from './cannot-start.js';
export { findProgram } from './machine/find-program.js';
export { isRoot, type UserIds, userIdsHere } from './machine/user-ids.js';
export { type PostgresOptions, type PostgresServer, startPostgres } from './postgres/start-postgres.js';
export { type RedisOptions, type RedisServer, startRedis } from './redis/start-redis.js';
export { aptInstall } from './system/apt.js';
export { distribution, installLine } from './system/install-line.js';
