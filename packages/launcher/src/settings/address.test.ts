import { Address } from './address.js';

describe('Address', () => {
  it.each([
    ['127.0.0.1:4566', '127.0.0.1', 4566],
    ['[::1]:80', '::1', 80],
    ['hearth.internal:65535', 'hearth.internal', 65535],
  ])('reads and prints %s', (text, host, port) => {
    const address = Address.parse(text)!;
    expect([address.host, address.port]).toEqual([host, port]);
    expect(`${address}`).toBe(text);
  });

  it.each(['4566', 'localhost', '127.0.0.1:', '127.0.0.1:0', '127.0.0.1:65536', '::1:80', 'a:b:1', ''])('refuses %j', (text) => {
    expect(Address.parse(text)).toBeNull();
  });

  it('leads to this machine when the server listens everywhere', () => {
    expect(Address.parse('0.0.0.0:4566')!.url).toBe('http://127.0.0.1:4566');
    expect(Address.parse('[::]:4566')!.url).toBe('http://127.0.0.1:4566');
    expect(Address.parse('[::1]:4566')!.url).toBe('http://[::1]:4566');
  });
});
