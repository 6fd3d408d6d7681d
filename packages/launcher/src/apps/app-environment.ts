import type { Account } from '../settings/account.js';
import { endpoints } from '../settings/endpoints.js';
import { subkey } from '../settings/master-key.js';
import type { Places } from '../settings/places.js';
import type { Settings } from '../settings/settings.js';

export interface Installation {
  readonly settings: Settings;
  readonly places: Places;
  readonly account: Account;
  readonly masterKey: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Owner of the worker's sockets: who the API runs as. */
  readonly apiUid: number;
}

export type AppName = 'api' | 'worker' | 'console';
type Environment = Record<string, string>;

// What a process needs of the machine's own settings: where programs and certificates are, and the way out through a proxy.
const inherited = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];
// The worker fetches runtimes from the registry that the person's npm uses.
const npmSettings = [
  'npm_config_registry',
  'npm_config_userconfig',
  'npm_config_cafile',
  'npm_config_proxy',
  'npm_config_https_proxy',
];
const secrets = [
  'HEARTH_MASTER_KEY',
  'HEARTH_ACCESS_KEY_ID',
  'HEARTH_SECRET_ACCESS_KEY',
  'HEARTH_ADMIN_PASSWORD',
  'HEARTH_CONSOLE_SECRET',
];

/** The whole environment of an app: what it must know, what the person set for it, and no secret that it has no use for. */
export function appEnvironment(app: AppName, installation: Installation, env: NodeJS.ProcessEnv): Environment {
  const { settings, places } = installation;
  const { endpoint, console: console_, localApi } = endpoints(settings);
  const base: Environment = {
    ...selected(env, (name) => inherited.includes(name) || inherited.includes(name.toUpperCase())),
    ...selected(env, (name) => name.startsWith('HEARTH_') && !secrets.includes(name)),
    NODE_ENV: 'production',
    HOME: places.processes,
    HEARTH_LISTEN: `${settings.HEARTH_LISTEN}`,
    HEARTH_PUBLIC_URL: endpoint,
    HEARTH_CONSOLE_URL: console_,
    HEARTH_API_URL: localApi,
  };
  const stores: Environment = {
    DATABASE_URL: installation.databaseUrl,
    REDIS_URL: installation.redisUrl,
    HEARTH_MASTER_KEY: installation.masterKey,
    HEARTH_BLOBS: places.blobs,
    HEARTH_RUN: places.run,
  };
  if (app === 'api') return apiEnvironment(base, stores, installation);
  if (app === 'console') return consoleEnvironment(base, installation);
  const npm = selected(env, (name) => name === 'HOME' || npmSettings.includes(name.toLowerCase()));
  return { ...workerEnvironment(base, stores, installation), ...npm };
}

function apiEnvironment(base: Environment, stores: Environment, { account }: Installation): Environment {
  return {
    ...base,
    ...stores,
    HEARTH_ACCOUNT_ID: account.accountId,
    HEARTH_ACCESS_KEY_ID: account.accessKeyId,
    HEARTH_SECRET_ACCESS_KEY: account.secretAccessKey,
    HEARTH_ADMIN_PASSWORD: account.adminPassword,
  };
}

function workerEnvironment(base: Environment, stores: Environment, { settings, places, apiUid }: Installation): Environment {
  return {
    ...base,
    ...stores,
    HEARTH_HOME: places.worker,
    HEARTH_SANDBOX: settings.HEARTH_SANDBOX,
    HEARTH_SOCKET_UID: `${apiUid}`,
  };
}

function consoleEnvironment(base: Environment, { settings, masterKey }: Installation): Environment {
  return {
    ...base,
    NEXT_TELEMETRY_DISABLED: '1',
    HEARTH_CONSOLE_LISTEN: `${settings.HEARTH_CONSOLE_LISTEN}`,
    HEARTH_CONSOLE_SECRET: subkey(masterKey, 'console-session'),
  };
}

function selected(env: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => value && wanted(name))) as Environment;
}
