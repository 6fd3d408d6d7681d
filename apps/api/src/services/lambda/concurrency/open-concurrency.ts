import type { Provisioning } from '@hearth/dispatch';
import {
  type AliasEditor,
  ConcurrencyProvisioner,
  ConcurrencyReserver,
  type FunctionReader,
  ProvisioningKeeper,
  type RememberedConcurrencySettings,
  type Scope,
  type SecretBox,
} from '@hearth/lambda';
import {
  type PostgresConnection,
  PostgresLeadership,
  PostgresProvisionedConcurrencies,
  PostgresReservedConcurrencies,
} from '@hearth/postgres';
import { concurrencyHandlers } from './concurrency-handlers.js';
import { provisionedConcurrencyHandlers } from './provisioned-concurrency-handlers.js';

export interface ConcurrencyParts {
  readonly secretBox: SecretBox;
  readonly reader: FunctionReader;
  readonly aliases: Pick<AliasEditor, 'find'>;
  readonly concurrency: RememberedConcurrencySettings;
  readonly provisioning: Provisioning;
  readonly onError: (error: unknown) => void;
}

/** Puts together what is promised to functions and versions, and who sees to it. */
export function openConcurrency(connection: PostgresConnection, parts: ConcurrencyParts) {
  const { reader, aliases, concurrency, provisioning } = parts;
  const reservations = new PostgresReservedConcurrencies(connection);
  const provisioned = new PostgresProvisionedConcurrencies(connection, parts.secretBox);
  const changed = (scope: Scope) => concurrency.changed(scope);
  const leadership = new PostgresLeadership(connection, 'provisioned concurrency');
  return {
    reservations,
    keeper: new ProvisioningKeeper(provisioned, provisioning, leadership, changed, parts.onError),
    handlers: {
      ...concurrencyHandlers(new ConcurrencyReserver(reader, reservations), changed),
      ...provisionedConcurrencyHandlers(new ConcurrencyProvisioner(reader, aliases, provisioned), changed),
    },
  };
}
