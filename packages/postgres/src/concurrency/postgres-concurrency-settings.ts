import type { AccountConcurrency, ConcurrencySettings, Scope } from '@hearth/lambda';
import type { PostgresConnection } from '../connection.js';
import { readAccountConcurrency } from './account-concurrency-rows.js';

export class PostgresConcurrencySettings implements ConcurrencySettings {
  constructor(private readonly connection: PostgresConnection) {}

  of(scope: Scope): Promise<AccountConcurrency> {
    return readAccountConcurrency(this.connection.pool, scope);
  }
}
