import { TrustedProxy } from './trusted-proxy.js';

it('has every address its name leads to, and asks again after half a minute', async () => {
  let addresses = ['10.0.0.9', '::ffff:10.0.0.10'];
  let now = 1_000_000;
  const proxy = new TrustedProxy(
    'caddy',
    async () => addresses.map((address) => ({ address })),
    () => now,
  );
  expect(await proxy.has('10.0.0.9')).toBe(true);
  expect(await proxy.has('10.0.0.10')).toBe(true);
  addresses = ['10.0.0.11'];
  expect(await proxy.has('10.0.0.11')).toBe(false);
  now += 30_001;
  expect(await proxy.has('10.0.0.11')).toBe(true);
  expect(await proxy.has('10.0.0.9')).toBe(false);
});

it('is nobody while its name leads nowhere', async () => {
  const proxy = new TrustedProxy('docker', async () => {
    throw new Error('ENOTFOUND');
  });
  expect(await proxy.has('10.0.0.9')).toBe(false);
});

it('may be named by its address', async () => {
  expect(await new TrustedProxy('127.0.0.1').has('127.0.0.1')).toBe(true);
});
