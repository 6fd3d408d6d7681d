import { readConfig } from './config.js';

const complete = {
  DATABASE_URL: 'postgresql://hearth:password@127.0.0.1:5432/hearth',
  REDIS_URL: 'redis://:password@127.0.0.1:6379',
  HEARTH_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  HEARTH_BLOBS: '/var/lib/hearth/blobs',
  HEARTH_ACCOUNT_ID: '123456789012',
  HEARTH_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  HEARTH_SECRET_ACCESS_KEY: 'a secret',
  HEARTH_ADMIN_PASSWORD: 'a password',
};

describe('the configuration of the API', () => {
  it('needs no more than stores, key and first account: it then listens on loopback', () => {
    expect(readConfig(complete)).toMatchObject({
      listen: { host: '127.0.0.1', port: 4566, isLoopback: true },
      publicUrl: 'http://127.0.0.1:4566',
      tls: undefined,
    });
  });

  it('is refused with every wrong variable named at once and no value shown', () => {
    const wrong = {
      ...complete,
      DATABASE_URL: undefined,
      HEARTH_ACCOUNT_ID: '12',
      HEARTH_LISTEN: 'here',
      HEARTH_MASTER_KEY: 'short-secret',
    };
    const read = () => readConfig(wrong);
    for (const name of ['DATABASE_URL', 'HEARTH_ACCOUNT_ID', 'HEARTH_LISTEN', 'HEARTH_MASTER_KEY']) expect(read).toThrow(name);
    expect(read).not.toThrow('short-secret');
  });

  it.each(['0.0.0.0:4566', '[::]:4566', '192.168.1.2:4566'])('does not listen on %s in the clear', (HEARTH_LISTEN) => {
    expect(() => readConfig({ ...complete, HEARTH_LISTEN })).toThrow('in the clear');
    expect(readConfig({ ...complete, HEARTH_LISTEN, HEARTH_TRUSTED_PROXY: 'caddy' }).listen.isLoopback).toBe(false);
  });

  it('logs every answer only when it is asked to', () => {
    expect(readConfig(complete).logLevel).toBe('info');
    expect(readConfig({ ...complete, HEARTH_LOG_LEVEL: 'debug' }).logLevel).toBe('debug');
    expect(() => readConfig({ ...complete, HEARTH_LOG_LEVEL: 'loud' })).toThrow('HEARTH_LOG_LEVEL');
  });

  it.each([
    ['[::1]:80', { host: '::1', port: 80, isLoopback: true }],
    ['0', { host: '127.0.0.1', port: 0, isLoopback: true }],
    ['localhost:4566', { host: 'localhost', port: 4566, isLoopback: true }],
  ])('reads %s', (HEARTH_LISTEN, listen) => {
    expect(readConfig({ ...complete, HEARTH_LISTEN }).listen).toEqual(listen);
  });
});
