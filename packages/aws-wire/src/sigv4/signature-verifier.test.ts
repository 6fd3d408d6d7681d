import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { Sha256 } from '../../../../tests/kit/sha256.js';
import type { CredentialLookup } from '../identity.js';
import { requestHead } from '../routing/received-request.js';
import { readSignature } from './read-signature.js';
import { SignatureVerifier } from './signature-verifier.js';

const now = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;
const principal = { accountId: '123456789012' };
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const session = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'a secret of a session',
  sessionToken: 'the token/of+a=session',
};

interface Signed {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function unsigned(request: Partial<Signed> = {}): Signed {
  return {
    method: 'POST',
    path: '/2015-03-31/functions/f/invocations',
    query: {},
    body: Buffer.from('{}'),
    ...request,
    headers: { host: 'localhost:4566', ...request.headers },
  };
}

const signer = (credentials: typeof key, service = 'lambda') =>
  new SignatureV4({ service, region: 'us-east-1', credentials, sha256: Sha256 });

function forSmithy(request: Signed) {
  return {
    ...request,
    headers: { ...request.headers },
    query: { ...request.query },
    protocol: 'http:',
    hostname: 'localhost',
  } as never;
}

async function sign(
  request: Signed,
  { atMs = now, credentials = key }: { atMs?: number; credentials?: typeof key } = {},
): Promise<Signed> {
  const signed = await signer(credentials).sign(forSmithy(request), { signingDate: new Date(atMs) });
  return { ...request, headers: (signed as unknown as Signed).headers };
}

async function presign(request: Signed, expiresIn = 60, atMs = now, credentials = key): Promise<Signed> {
  const options = { signingDate: new Date(atMs), expiresIn };
  const { headers, query } = await signer(credentials).presign(forSmithy(request), options);
  return { ...request, headers, query: query as Record<string, string> };
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

interface Sent {
  readonly method: string;
  readonly rawUrl: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

function sent({ method, path, query, headers, body }: Signed): Sent {
  const search = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return {
    method,
    rawUrl: `${path}${search.length > 0 ? `?${search.join('&')}` : ''}`,
    rawHeaders: Object.entries(headers).flat(),
    body,
  };
}

async function find(accessKeyId: string, sessionToken: string | undefined): Promise<CredentialLookup> {
  if (accessKeyId === key.accessKeyId) return { kind: 'found', credentials: { ...key, principal } };
  if (accessKeyId === 'ASIAEXPIRED000000000') return { kind: 'expired' };
  if (accessKeyId === session.accessKeyId && sessionToken) return { kind: 'found', credentials: { ...session, principal } };
  return { kind: 'unknown' };
}

/** The principal, or the code and message of the refusal. */
async function verdict(request: Sent | Signed, atMs = now) {
  const verifier = new SignatureVerifier({ find }, () => atMs);
  try {
    const wire = 'rawUrl' in request ? request : sent(request);
    const received = { ...requestHead({ ...wire, signal: new AbortController().signal }), body: wire.body };
    return { principal: await verifier.verify(received, readSignature(received)) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined) throw error;
    return { code, message };
  }
}

const accepted = { principal };
const mismatch = {
  code: 'InvalidSignatureException',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
};
const header = (request: Signed, name: string, change: (value: string) => string): Signed => ({
  ...request,
  headers: { ...request.headers, [name]: change(request.headers[name]!) },
});

const segment = fc.stringMatching(/^[A-Za-z0-9_.~:@$-]{1,12}$/).filter((s) => s !== '.' && s !== '..');
const encodedSegment = fc
  .string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
  .filter((s) => s !== '.' && s !== '..')
  .map(encode);
const requests = fc
  .record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
    segments: fc.array(fc.oneof(segment, encodedSegment), { maxLength: 5 }),
    slash: fc.boolean(),
    query: fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 12, unit: 'grapheme' }), {
      maxKeys: 4,
    }),
    headers: fc.dictionary(
      fc.stringMatching(/^x-amz-[a-z]{1,8}$/).filter((name) => !/^x-amz-(date|security-token)$/.test(name)),
      fc.stringMatching(/^[!-~][ -~]{0,18}[!-~]$/),
      { maxKeys: 3 },
    ),
    body: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  })
  .filter(({ query }) => Object.keys(query).every((name) => !/^x-amz-/i.test(name)))
  .map(({ method, segments, slash, query, headers, body }) =>
    unsigned({ method, path: `/${segments.join('/')}${slash && segments.length > 0 ? '/' : ''}`, query, headers, body }),
  );

/** Changes exactly one thing of what was signed. */
const mutations: Readonly<Record<string, (request: Sent, at: number) => Sent | undefined>> = {
  method: (request) => ({ ...request, method: request.method === 'GET' ? 'POST' : 'GET' }),
  'path or query, one character more': (request, at) => {
    const i = 1 + (at % request.rawUrl.length);
    return { ...request, rawUrl: `${request.rawUrl.slice(0, i)}x${request.rawUrl.slice(i)}` };
  },
  'a query parameter more': (request) => ({
    ...request,
    rawUrl: `${request.rawUrl}${request.rawUrl.includes('?') ? '&' : '?'}more=1`,
  }),
  'one bit of the body': (request, at) => {
    if (request.body.length === 0) return { ...request, body: Buffer.from('x') };
    const body = Buffer.from(request.body);
    body[at % body.length]! ^= 1 << (at % 8);
    return { ...request, body };
  },
  'one character of a signed header': (request, at) => {
    const values = request.rawHeaders
      .map((_, i) => i)
      .filter((i) => i % 2 === 1 && request.rawHeaders[i - 1] !== 'authorization');
    const index = values[at % values.length]!;
    const value = request.rawHeaders[index]!;
    const position = at % value.length;
    const changed = value[position] === '7' ? '8' : '7';
    return {
      ...request,
      rawHeaders: request.rawHeaders.with(index, value.slice(0, position) + changed + value.slice(position + 1)),
    };
  },
  'an x-amz- header more': (request) => ({ ...request, rawHeaders: [...request.rawHeaders, 'x-amz-more', '1'] }),
  'one character of the authorization': (request, at) => {
    const index = request.rawHeaders.indexOf('authorization') + 1;
    const value = request.rawHeaders[index]!;
    const position = at % value.length;
    // White space around the fields has no meaning.
    if (value[position] === ' ') return undefined;
    const changed = value[position] === 'a' ? 'b' : 'a';
    return {
      ...request,
      rawHeaders: request.rawHeaders.with(index, value.slice(0, position) + changed + value.slice(position + 1)),
    };
  },
};

describe('a signature made by the SDK', () => {
  test('is accepted for 500 random requests, by header and by query', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        expect(await verdict(await sign(request))).toEqual(accepted);
        expect(await verdict(await presign(request))).toEqual(accepted);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused after any one of 2,000 random mutations of the request', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(requests, fc.constantFrom(...Object.keys(mutations)), fc.nat(), async (request, kind, at) => {
        const signed = sent(await sign(request));
        const mutated = mutations[kind]!(signed, at);
        fc.pre(mutated !== undefined && JSON.stringify(mutated) !== JSON.stringify(signed));
        expect(await verdict(mutated!)).toEqual({ code: expect.any(String), message: expect.any(String) });
        refused++;
      }),
      { numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThanOrEqual(2_000);
  });

  test('with a session token is accepted, and refused without it, with another or with one that was never given', async () => {
    const signed = await sign(unsigned(), { credentials: session });
    expect(await verdict(signed)).toEqual(accepted);
    expect(await verdict(await presign(unsigned(), 60, now, session))).toEqual(accepted);
    const invalid = { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
    const { 'x-amz-security-token': _, ...without } = signed.headers;
    expect(await verdict({ ...signed, headers: without })).toEqual(mismatch);
    const { sessionToken: _token, ...tokenless } = session;
    expect(await verdict(await sign(unsigned(), { credentials: tokenless }))).toEqual(invalid);
    expect(await verdict(await sign(unsigned(), { credentials: { ...session, sessionToken: 'forged' } as never }))).toEqual(
      invalid,
    );
    expect(await verdict(await sign(unsigned(), { credentials: { ...key, sessionToken: 'given to nobody' } as never }))).toEqual(
      invalid,
    );
  });

  test('is accepted again within its window: two equal calls in one second are both real', async () => {
    const signed = await sign(unsigned());
    expect(await verdict(signed)).toEqual(accepted);
    expect(await verdict(signed)).toEqual(accepted);
  });

  test('covers a path with encoded slashes and a path as it is routed, without empty and dot segments', async () => {
    const arn = encode('arn:aws:lambda:us-east-1:123456789012:function:f/x');
    expect(await verdict(await sign(unsigned({ path: `/2017-03-31/tags/${arn}` })))).toEqual(accepted);
    const dotted = await sign(unsigned({ path: '/a/../b//c/./d' }));
    expect(await verdict(dotted)).toEqual(accepted);
    expect(requestHead({ ...sent(dotted), signal: new AbortController().signal }).path).toBe('/b/c/d');
  });
});

describe('the clock', () => {
  test('may be wrong by 15 minutes and no more, and the refusal tells both times', async () => {
    for (const minutes of [-15, 0, 15])
      expect(await verdict(await sign(unsigned(), { atMs: now + minutes * MINUTE }))).toEqual(accepted);
    expect(await verdict(await sign(unsigned(), { atMs: now - 16 * MINUTE }))).toEqual({
      code: 'InvalidSignatureException',
      message: 'Signature expired: 20261121T114400Z is now earlier than 20261121T114500Z (20261121T120000Z - 15 min.)',
    });
    expect(await verdict(await sign(unsigned(), { atMs: now + 16 * MINUTE }))).toEqual({
      code: 'InvalidSignatureException',
      message: 'Signature not yet current: 20261121T121600Z is still later than 20261121T121500Z (20261121T120000Z + 15 min.)',
    });
  });

  test('refuses a replay once the window has passed', async () => {
    const signed = await sign(unsigned());
    expect(await verdict(signed, now + 15 * MINUTE)).toEqual(accepted);
    expect(await verdict(signed, now + 15 * MINUTE + 1_000)).toMatchObject({
      message: expect.stringMatching(/^Signature expired/),
    });
  });

  test('is read from Date where there is no X-Amz-Date', async () => {
    const signed = await sign(unsigned());
    const date = header(signed, 'authorization', (value) => value.replace('host;', 'date;host;').replace(';x-amz-date', ''));
    const { 'x-amz-date': _, ...rest } = date.headers;
    expect(await verdict({ ...date, headers: { ...rest, date: new Date(now).toUTCString() } })).toEqual(mismatch);
    expect(await verdict({ ...date, headers: { ...rest, date: new Date(now - 16 * MINUTE).toUTCString() } })).toMatchObject({
      message: expect.stringMatching(/^Signature expired: 20261121T114400Z/),
    });
  });

  test('refuses a scope of another day than the date, and a date that is none', async () => {
    const signed = await sign(unsigned());
    expect(await verdict(header(signed, 'authorization', (value) => value.replace('20261121', '20261120')))).toMatchObject({
      code: 'InvalidSignatureException',
      message: expect.stringContaining("'20261120' != '20261121', from '20261121T120000Z'"),
    });
    expect(await verdict(header(signed, 'x-amz-date', () => 'tomorrow'))).toMatchObject({ code: 'IncompleteSignatureException' });
  });
});

describe('the body', () => {
  test('must be signed: UNSIGNED-PAYLOAD and chunked payloads are refused', async () => {
    for (const stated of ['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER']) {
      const signed = await sign(unsigned({ headers: { 'x-amz-content-sha256': stated } }));
      expect(await verdict(signed)).toMatchObject({
        code: 'InvalidSignatureException',
        message: expect.stringContaining(stated),
      });
    }
  });

  test('must have the hash that X-Amz-Content-Sha256 states', async () => {
    const other = createHash('sha256').update('another body').digest('hex');
    expect(await verdict(await sign(unsigned({ headers: { 'x-amz-content-sha256': other } })))).toEqual(mismatch);
  });
});

describe('a presigned request', () => {
  test('lives from 1 second to 7 days, from its date on', async () => {
    const signed = await presign(unsigned(), 60);
    expect(await verdict(signed, now + 60_000)).toEqual(accepted);
    expect(await verdict(signed, now + 61_000)).toMatchObject({ message: expect.stringMatching(/^Signature expired/) });
    expect(await verdict(await presign(unsigned(), 604_800), now + 604_800_000)).toEqual(accepted);
    for (const expires of ['0', '604801', '-1', '', '1e3', '60.5', '99999999']) {
      const changed = { ...signed, query: { ...signed.query, 'X-Amz-Expires': expires } };
      expect(await verdict(changed)).toMatchObject({
        code: expect.stringMatching(/^(InvalidSignature|IncompleteSignature)Exception$/),
      });
    }
    const { 'X-Amz-Expires': _, ...endless } = signed.query;
    expect(await verdict({ ...signed, query: endless })).toMatchObject({ code: 'IncompleteSignatureException' });
  });

  test('is refused with an x-amz- header that it does not sign, with a parameter twice, and with a header signature beside it', async () => {
    const signed = await presign(unsigned());
    expect(await verdict({ ...signed, headers: { ...signed.headers, 'x-amz-target': 'Other.Operation' } })).toEqual({
      code: 'InvalidSignatureException',
      message: "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    });
    const wire = sent(signed);
    expect(await verdict({ ...wire, rawUrl: `${wire.rawUrl}&X-Amz-Expires=600` })).toMatchObject({
      code: 'IncompleteSignatureException',
    });
    const both = { ...signed, headers: { ...signed.headers, ...(await sign(unsigned())).headers } };
    expect(await verdict(both)).toMatchObject({ code: 'IncompleteSignatureException' });
  });
});

describe('the authorization', () => {
  test('is needed', async () => {
    expect(await verdict(unsigned())).toEqual({
      code: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  });

  test('is of no other algorithm, in no other case, with no empty or shortened signature', async () => {
    const signed = await sign(unsigned());
    for (const algorithm of ['none', 'aws4-hmac-sha256', 'AWS4-HMAC-SHA1', 'AWS4-ECDSA-P256-SHA256', 'Bearer', 'AWS']) {
      const changed = header(signed, 'authorization', (value) => value.replace('AWS4-HMAC-SHA256', algorithm));
      expect(await verdict(changed)).toMatchObject({ code: 'IncompleteSignatureException' });
    }
    for (const signature of ['', '0', '00'.repeat(31)]) {
      const changed = header(signed, 'authorization', (value) => value.replace(/Signature=.*/, `Signature=${signature}`));
      expect(await verdict(changed)).toMatchObject({ code: expect.stringMatching(/Signature/) });
    }
    expect(
      await verdict(header(signed, 'authorization', (value) => value.replace(/Signature=.*/, (s) => s.toUpperCase()))),
    ).toMatchObject({
      code: 'IncompleteSignatureException',
    });
  });

  test('names what it lacks', async () => {
    const signed = await sign(unsigned());
    expect(await verdict({ ...signed, headers: { host: 'localhost', authorization: 'AWS4-HMAC-SHA256' } })).toEqual({
      code: 'IncompleteSignatureException',
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    });
    expect(await verdict(header(signed, 'authorization', (value) => value.replace('/aws4_request', '')))).toEqual({
      code: 'IncompleteSignatureException',
      message:
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/lambda'",
    });
    expect(await verdict(header(signed, 'authorization', (value) => value.replace('aws4_request', 'aws5')))).toMatchObject({
      message: "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.",
    });
  });

  test('comes once, signs the host and every x-amz- header, and no header that is not there', async () => {
    const signed = await sign(unsigned());
    const wire = sent(signed);
    const twice = [...wire.rawHeaders, 'Authorization', signed.headers.authorization!];
    expect(await verdict({ ...wire, rawHeaders: twice })).toMatchObject({ code: 'IncompleteSignatureException' });
    expect(await verdict({ ...wire, rawHeaders: [...wire.rawHeaders, 'Host', 'elsewhere'] })).toEqual(mismatch);
    expect(await verdict(header(signed, 'authorization', (value) => value.replace('host;', '')))).toEqual({
      code: 'InvalidSignatureException',
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    });
    expect(await verdict(header(signed, 'authorization', (value) => value.replace(';x-amz-date', '')))).toMatchObject({
      message: "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.",
    });
    expect(await verdict(header(signed, 'authorization', (value) => value.replace('host;', 'host;range;')))).toEqual(mismatch);
  });

  test('of an unknown key, of a wrong secret and of an expired session are told apart by their codes', async () => {
    const stranger = { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'x' };
    expect(await verdict(await sign(unsigned(), { credentials: stranger }))).toEqual({
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    expect(await verdict(await sign(unsigned(), { credentials: { ...key, secretAccessKey: 'wrong' } }))).toEqual(mismatch);
    const expired = { ...session, accessKeyId: 'ASIAEXPIRED000000000' };
    expect(await verdict(await sign(unsigned(), { credentials: expired }))).toEqual({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
  });

  test('of a key that is no more is refused on the next request: nothing of a caller is remembered', async () => {
    let known = true;
    const keys = { find: async () => (known ? find(key.accessKeyId, undefined) : ({ kind: 'unknown' } as const)) };
    const verifier = new SignatureVerifier(keys, () => now);
    const wire = sent(await sign(unsigned()));
    const received = { ...requestHead({ ...wire, signal: new AbortController().signal }), body: wire.body };
    expect(await verifier.verify(received, readSignature(received))).toEqual(principal);
    known = false;
    await expect(verifier.verify(received, readSignature(received))).rejects.toMatchObject({
      code: 'UnrecognizedClientException',
    });
  });
});
