export { openPostgres, type PostgresConnection, type PostgresOptions } from './connection.js';
export { migrate, migrationsChecksum } from './migrate.js';
