import { randomBytes } from 'node:crypto';
import { newSession, openSession, sealSession } from './session';

const secret = new Uint8Array(randomBytes(32));
const session = newSession({
  accountId: '123456789012',
  userName: 'admin',
  userArn: 'arn:aws:iam::123456789012:user/admin',
  credentials: { accessKeyId: 'ASIA1', secretAccessKey: 'very-secret', sessionToken: 'token' },
  expiresAtMilliseconds: Date.now() + 60_000,
});

test('a sealed session opens to itself, and shows nothing of its secrets', async () => {
  const sealed = await sealSession(session, secret);
  expect(await openSession(sealed, secret)).toEqual(session);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('very-secret');
});

test('every altered character makes a session worthless', async () => {
  const sealed = await sealSession(session, secret);
  const signature = sealed.lastIndexOf('.') + 1;
  for (const at of [0, 40, Math.floor(sealed.length / 2), signature]) {
    const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(await openSession(altered, secret)).toBeUndefined();
  }
});

test('a session sealed under another secret is worthless', async () => {
  expect(await openSession(await sealSession(session, new Uint8Array(randomBytes(32))), secret)).toBeUndefined();
});

test('a session is worthless once its credentials have expired', async () => {
  const expired = { ...session, expiresAtMilliseconds: Date.now() - 1_000 };
  expect(await openSession(await sealSession(expired, secret), secret)).toBeUndefined();
});

test('an unencrypted token is worthless, whatever it claims', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  expect(await openSession(`${part({ alg: 'none' })}.${part({ session })}.`, secret)).toBeUndefined();
});

test('signing in again gives another session id', () => {
  expect(newSession(session).id).not.toBe(session.id);
});
