import type { IncomingMessage } from 'node:http';
import { RequestSignatures } from '@hearth/aws-wire';
import type { Principal } from '@hearth/iam';
import type { Permission, ServedUrl } from '@hearth/lambda';
import { UrlGate } from './url-gate.js';

const headers = { host: 'id.lambda-url.us-east-1.test' };
const signedByNobody =
  'AWS4-HMAC-SHA256 Credential=AKIANOBODY/20261121/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, ' +
  `Signature=${'0'.repeat(64)}`;

async function knocking(authType: 'NONE' | 'AWS_IAM', permission: Permission, more: Record<string, string> = {}) {
  const gate = new UrlGate(new RequestSignatures<Principal>({ find: async () => ({ kind: 'unknown' }) }), {
    mayInvokeByUrl: async () => permission,
  });
  const scope = { accountId: '111111111111', region: 'us-east-1' };
  const all = { ...headers, ...more };
  let isRead = false;
  const admission = await gate.admit({ config: { authType }, scope, functionName: 'f' } as ServedUrl, {
    request: { method: 'POST', url: '/', headers: all, rawHeaders: Object.entries(all).flat() } as unknown as IncomingMessage,
    body: async () => {
      isRead = true;
      return Buffer.from('body');
    },
    client: { address: '192.0.2.1', usedTls: true },
    signal: new AbortController().signal,
  });
  return { admission, isRead };
}

const deny: Permission = { kind: 'deny', message: 'no' };
const now = () => new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');

it.each<[string, 'NONE' | 'AWS_IAM', Record<string, string>]>([
  ['whom no policy lets in', 'NONE', {}],
  ['who did not sign', 'AWS_IAM', {}],
  ['whose key nobody has', 'AWS_IAM', { authorization: signedByNobody, 'x-amz-date': now() }],
])('reads nothing of the body of one %s', async (_who, authType, more) => {
  const { admission, isRead } = await knocking(authType, deny, more);
  expect(admission).toMatchObject({ kind: 'refused', refusal: { status: 403 } });
  expect(isRead).toBe(false);
});

it('hands on the body of whom it admits', async () => {
  const { admission } = await knocking('NONE', { kind: 'allow' });
  expect(admission).toEqual({ kind: 'admitted', caller: undefined, body: Buffer.from('body') });
});
