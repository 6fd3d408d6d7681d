import type { Account } from '../settings/account.js';
import { places } from '../settings/places.js';
import { settings } from '../settings/settings.js';
import { type AppName, appEnvironment, type Installation } from './app-environment.js';

const account: Account = {
  accountId: '111122223333',
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'the-secret-key',
  adminPassword: 'the-password',
};
const masterKey = Buffer.alloc(32, 7).toString('base64');
const person = {
  PATH: '/usr/bin',
  HEARTH_WORKER_MEMORY: '512',
  HEARTH_ADMIN_PASSWORD: 'the-password',
  AWS_SECRET_ACCESS_KEY: 'a real one',
  HOME: '/root',
};
const installation: Installation = {
  settings: settings(person),
  places: places('/clone', {}, true),
  account,
  masterKey,
  databaseUrl: 'postgresql://hearth:database-password@127.0.0.1/hearth',
  redisUrl: 'redis://:redis-password@127.0.0.1',
  apiUid: 66002,
};
const environment = (app: AppName) => appEnvironment(app, installation, person);

describe('appEnvironment', () => {
  it('gives the console no key to the stores, the secrets or the account', () => {
    const values = Object.values(environment('console')).join('\n');
    for (const secret of [masterKey, 'database-password', 'redis-password', 'the-secret-key', 'the-password'])
      expect(values).not.toContain(secret);
  });

  it("gives the worker the stores, and no credentials of the account's", () => {
    const worker = environment('worker');
    expect(worker.DATABASE_URL).toBe(installation.databaseUrl);
    expect(worker.HEARTH_SOCKET_UID).toBe('66002');
    expect(Object.values(worker).join('\n')).not.toMatch(/the-secret-key|the-password/);
  });

  it('tells the API the first account', () => {
    expect(environment('api')).toMatchObject({ HEARTH_ACCOUNT_ID: '111122223333', HEARTH_SECRET_ACCESS_KEY: 'the-secret-key' });
  });

  it.each<AppName>(['api', 'worker', 'console'])(
    "passes on to the %s what was set for Hearth, and nothing of the person's own",
    (app) => {
      expect(environment(app)).toMatchObject({ PATH: '/usr/bin', HEARTH_WORKER_MEMORY: '512' });
      expect(environment(app)).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
    },
  );

  it("lets the worker alone find the person's npm settings, for the registry that runtimes come from", () => {
    const [worker, api] = (['worker', 'api'] as const).map((app) =>
      appEnvironment(app, installation, { ...person, npm_config_registry: 'https://registry.example' }),
    );
    expect(worker).toMatchObject({ HOME: '/root', npm_config_registry: 'https://registry.example' });
    expect(api!.HOME).not.toBe('/root');
    expect(api).not.toHaveProperty('npm_config_registry');
  });
});
