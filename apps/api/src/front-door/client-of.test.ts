import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { clientOf } from './client-of.js';

const behindProxy = { has: async (address: string) => address === '10.0.0.9' };
const forwardedFor = (value: string, more: Record<string, string> = {}) => ({ 'x-forwarded-for': value, ...more });

function from(remoteAddress: string | undefined, headers: Record<string, string> = {}, socket: Socket = new Socket()) {
  return { socket: Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress }), headers };
}

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['fe80::1%eth0', 'fe80::1'],
])('a client at %s is known as %s', async (remoteAddress, address) => {
  expect(await clientOf(from(remoteAddress), undefined)).toEqual({ address, usedTls: false });
});

it('whoever is not the trusted proxy is not believed, with a proxy or without', async () => {
  const claim = forwardedFor('203.0.113.1', { 'x-forwarded-proto': 'https' });
  const itself = { address: '10.0.0.8', usedTls: false };
  expect(await clientOf(from('10.0.0.8', claim), undefined)).toEqual(itself);
  expect(await clientOf(from('10.0.0.8', claim), behindProxy)).toEqual(itself);
});

it('of what the trusted proxy sends, the last entry counts: the others are claims of its client', async () => {
  const headers = forwardedFor('198.51.100.1, 203.0.113.1', { 'x-forwarded-proto': 'http, https' });
  expect(await clientOf(from('10.0.0.9', headers), behindProxy)).toEqual({ address: '203.0.113.1', usedTls: true });
  expect(await clientOf(from('::ffff:10.0.0.9', forwardedFor('2001:db8::1')), behindProxy)).toEqual({
    address: '2001:db8::1',
    usedTls: false,
  });
});

it('the trusted proxy itself is a client where it forwards for nobody', async () => {
  expect(await clientOf(from('10.0.0.9'), behindProxy)).toEqual({ address: '10.0.0.9', usedTls: false });
});

it('TLS that ends here is seen', async () => {
  expect(await clientOf(from('192.0.2.7', {}, new TLSSocket(new Socket())), undefined)).toEqual({
    address: '192.0.2.7',
    usedTls: true,
  });
});

it.each(['unknown', '', '203.0.113.1,', '203.0.113.1:80'])(
  'a forwarded address that is none (%j) is no client',
  async (value) => {
    expect(await clientOf(from('10.0.0.9', forwardedFor(value)), behindProxy)).toBeUndefined();
  },
);

it('a peer that is gone is no client', async () => {
  expect(await clientOf(from(undefined), undefined)).toBeUndefined();
});
