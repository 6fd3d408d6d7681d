import { readConfig } from './config.js';

const complete = {
  DATABASE_URL: 'postgresql://hearth:word@127.0.0.1/hearth',
  REDIS_URL: 'redis://127.0.0.1',
  HEARTH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  HEARTH_BLOBS: '/var/lib/hearth/blobs',
  HEARTH_RUN: '/run/hearth',
  HEARTH_HOME: '/var/lib/hearth/worker',
};

it('names every wrong variable at once and shows no value', () => {
  const read = () => readConfig({ ...complete, DATABASE_URL: 'secret-thing', HEARTH_RUN: undefined, HEARTH_SANDBOX: 'docker' });
  expect(read).toThrow(/DATABASE_URL[\s\S]*HEARTH_RUN[\s\S]*HEARTH_SANDBOX/);
  expect(read).not.toThrow(/secret-thing/);
});

it('gives environments three quarters of the machine unless told otherwise', () => {
  expect(readConfig(complete).memoryMegabytes).toBeGreaterThan(128);
  expect(readConfig({ ...complete, HEARTH_WORKER_MEMORY: '512' }).memoryMegabytes).toBe(512);
});

it('hands npm the settings of the machine and none of Hearth', () => {
  const { downloadEnvironment } = readConfig({ ...complete, PATH: '/usr/bin', npm_config_registry: 'https://example.com' });
  expect(downloadEnvironment).toEqual({ PATH: '/usr/bin', npm_config_registry: 'https://example.com' });
});
