import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptAccount } from './account.js';
import { awsFiles, writeAwsFiles } from './aws-files.js';
import { masterKey } from './master-key.js';
import { type Places, places as placesOf } from './places.js';
import { settings } from './settings.js';

describe('the secrets of an installation', () => {
  let folder: string;
  let places: Places;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-secrets-'));
    places = placesOf('/clone', { HEARTH_HOME: folder, HEARTH_DOT_HEARTH: folder }, false);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are made at the first start, are of AWS form, and stay', () => {
    const account = keptAccount(folder, settings({}));
    expect(account.accountId).toMatch(/^[1-9]\d{11}$/);
    expect(account.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(account.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(keptAccount(folder, settings({}))).toEqual(account);
  });

  it('are those of the environment when it names them, from then on', () => {
    const { adminPassword } = keptAccount(folder, settings({}));
    keptAccount(folder, settings({ HEARTH_ADMIN_PASSWORD: `new ${adminPassword}` }));
    expect(keptAccount(folder, settings({})).adminPassword).toBe(`new ${adminPassword}`);
  });

  it('never move to another account', () => {
    keptAccount(folder, settings({ HEARTH_ACCOUNT_ID: '111122223333' }));
    expect(() => keptAccount(folder, settings({ HEARTH_ACCOUNT_ID: '444455556666' }))).toThrow(
      "installation's account is 111122223333",
    );
  });

  it('can be read by their owner only', () => {
    writeAwsFiles(folder, keptAccount(folder, settings({})), 'http://127.0.0.1:4566');
    masterKey(places, undefined);
    for (const name of ['account.json', 'credentials', 'config', 'master.key']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('are in the file format of the AWS CLI, under the profile hearth', () => {
    const account = keptAccount(folder, settings({}));
    writeAwsFiles(folder, account, 'http://127.0.0.1:4566');
    const files = awsFiles(folder);
    expect(readFileSync(files.credentials, 'utf8')).toBe(
      `[hearth]\naws_access_key_id = ${account.accessKeyId}\naws_secret_access_key = ${account.secretAccessKey}\n`,
    );
    expect(readFileSync(files.config, 'utf8')).toContain(
      '[profile hearth]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:4566\n',
    );
  });

  it('include a master key that stays, and is not made anew over data that needs the old one', () => {
    const key = masterKey(places, undefined);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(masterKey(places, undefined)).toBe(key);
    rmSync(join(folder, 'master.key'));
    expect(() => masterKey(places, undefined)).toThrow('is missing and HEARTH_MASTER_KEY is not set');
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
    expect(masterKey(places, key)).toBe(key);
  });

  it('refuse a master key that the data was not made with', () => {
    masterKey(places, undefined);
    writeFileSync(join(folder, 'master.key'), Buffer.alloc(32).toString('base64'));
    expect(() => masterKey(places, undefined)).toThrow('another master key');
  });
});
