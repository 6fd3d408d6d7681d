import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import { memoryBuckets } from '../../../../tests/kit/memory-buckets.js';
import { Sha256 } from '../../../../tests/kit/sha256.js';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import { createWire } from '../wire.js';

const credentials = { accessKeyId: 'AKIASTORAGE000000000', secretAccessKey: 'a secret of the storage' };
const buckets = memoryBuckets({ accountId: 'anonymous' });
let clockAheadMs = 0;
const wire = createWire({
  services: [buckets.service],
  accessKeys: {
    find: async (accessKeyId) =>
      accessKeyId === credentials.accessKeyId
        ? { kind: 'found', credentials: { ...credentials, principal: { accountId: '123456789012' } } }
        : { kind: 'unknown' },
  },
  authorizer: {
    authorize: async ({ principal }) =>
      principal.accountId === 'anonymous' ? { kind: 'deny', message: 'Access Denied' } : { kind: 'allow' },
  },
  onFault: ({ error }) => {
    throw error;
  },
  clock: () => Date.now() + clockAheadMs,
});
const server = serveWire(wire);
afterAll(async () => (await server).close());
beforeEach(() => {
  buckets.clear();
  clockAheadMs = 0;
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  /** Under the signature. */
  readonly headers?: Record<string, string>;
  /** Beside the signature. */
  readonly added?: Record<string, string>;
  readonly signedAs?: Partial<typeof credentials>;
  readonly payload?: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function signed({ method = 'PUT', path = '/bucket/key', body = 'content', headers, signedAs, payload }: Sent) {
  const signer = new SignatureV4({
    service: 's3',
    region: 'eu-west-1',
    credentials: { ...credentials, ...signedAs },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const host = new URL((await server).url).host;
  const content = { 'x-amz-content-sha256': payload ?? sha256(body) };
  const [pathname, search = ''] = path.split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const all = { host, ...content, ...headers };
  const request = { method, path: pathname, query, headers: all, body, protocol: 'http:', hostname: host };
  return (await signer.sign(request as never)) as unknown as { headers: Record<string, string> };
}

async function answer(sent: Sent) {
  const { method = 'PUT', path = '/bucket/key', body = 'content', added } = sent;
  const { headers } = await signed(sent);
  const response = await fetch(`${(await server).url}${path}`, {
    method,
    headers: { ...headers, ...added },
    ...(method !== 'GET' && { body }),
  });
  const text = await response.text();
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return { status: response.status, code: element('Code'), message: element('Message'), element, headers: response.headers };
}

const refusal = async (sent: Sent) => {
  const { status, code, message } = await answer(sent);
  expect(buckets.keys('bucket')).toEqual([]);
  return [status, code, message];
};

test('what is right is stored', async () => {
  expect((await answer({})).status).toBe(200);
  expect(String(buckets.content('bucket', 'key'))).toBe('content');
});

describe('an upload is refused, and nothing of it stored,', () => {
  test('when its content has another hash than was signed', async () => {
    const { status, code, element } = await answer({ payload: sha256('other') });
    expect([status, code, element('ClientComputedContentSHA256'), element('S3ComputedContentSHA256')]).toEqual([
      400,
      'XAmzContentSHA256Mismatch',
      sha256('other'),
      sha256('content'),
    ]);
    expect(buckets.keys('bucket')).toEqual([]);
  });

  test('when its MD5 is another, or none', async () => {
    const other = createHash('md5').update('other').digest('base64');
    expect(await refusal({ headers: { 'content-md5': other } })).toEqual([
      400,
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
    ]);
    for (const none of ['not base64', 'AAAA', `${other}=`]) {
      expect(await refusal({ headers: { 'content-md5': none } })).toEqual([
        400,
        'InvalidDigest',
        'The Content-MD5 you specified was invalid.',
      ]);
    }
  });

  test.each([
    ['crc32', 4],
    ['crc32c', 4],
    ['crc64nvme', 8],
    ['sha1', 20],
    ['sha256', 32],
  ])('when its %s is another, or none', async (name, bytes) => {
    const header = `x-amz-checksum-${name}`;
    expect(await refusal({ headers: { [header]: Buffer.alloc(bytes, 7).toString('base64') } })).toEqual([
      400,
      'BadDigest',
      `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
    ]);
    expect(await refusal({ headers: { [header]: Buffer.alloc(bytes + 1).toString('base64') } })).toEqual([
      400,
      'InvalidRequest',
      `Value for ${header} header is invalid.`,
    ]);
  });

  test('when it states two checksums', async () => {
    const headers = { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-crc32c': 'AAAAAA==' };
    expect(await refusal({ headers })).toEqual([
      400,
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ]);
  });

  test('when its chunks are wrong', async () => {
    const payload = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
    const chunked = (body: string, decoded: number, more = {}) => ({
      payload,
      body,
      headers: { 'x-amz-decoded-content-length': String(decoded), 'content-encoding': 'aws-chunked', ...more },
    });
    const trailing = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
    expect((await refusal(chunked('4\r\nabcd\r\n4\r\nefgh\r\n0\r\n\r\n', 8)))[1]).toBe('InvalidChunkSizeError');
    expect((await refusal(chunked('4\r\nabcd\r\n0\r\n\r\n', 5)))[1]).toBe('IncompleteBody');
    expect((await refusal(chunked('4\r\nabcd\r\n0\r\n\r\n', 3)))[1]).toBe('IncompleteBody');
    expect((await refusal(chunked('4\r\nabcd\r\n', 4)))[1]).toBe('IncompleteBody');
    expect((await refusal(chunked('four\r\nabcd\r\n0\r\n\r\n', 4)))[1]).toBe('IncompleteBody');
    expect((await refusal(chunked(`4;${'x'.repeat(20_000)}\r\nabcd\r\n0\r\n\r\n`, 4)))[1]).toBe('IncompleteBody');
    expect((await refusal(chunked('4\r\nabcd\r\n0\r\n\r\n', 4, trailing)))[1]).toBe('MalformedTrailerError');
    expect((await refusal(chunked('4\r\nabcd\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n', 4, trailing)))[1]).toBe('BadDigest');
    expect((await refusal({ payload, body: '0\r\n\r\n' }))[1]).toBe('MissingContentLength');
  });
});

describe('a request is refused', () => {
  test('of another secret, of an unknown key and of another path, each by its own code', async () => {
    const wrong = await answer({ signedAs: { secretAccessKey: 'wrong' } });
    expect([wrong.status, wrong.code, wrong.element('AWSAccessKeyId')]).toEqual([
      403,
      'SignatureDoesNotMatch',
      credentials.accessKeyId,
    ]);
    expect(wrong.element('StringToSign')).toMatch(/^AWS4-HMAC-SHA256\n/);
    const stranger = { accessKeyId: 'AKIANOBODY0000000000' };
    expect(await refusal({ signedAs: stranger })).toEqual([
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    ]);
    const { headers } = await signed({});
    const elsewhere = await fetch(`${(await server).url}/bucket/other`, { method: 'PUT', headers, body: 'content' });
    expect(await elsewhere.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  test('of another time, with the time that it is', async () => {
    clockAheadMs = 16 * 60_000;
    const { status, code, element, headers } = await answer({});
    expect([status, code, element('MaxAllowedSkewMilliseconds')]).toEqual([403, 'RequestTimeTooSkewed', '900000']);
    expect(Date.parse(element('ServerTime')!)).toBeGreaterThan(Date.now());
    expect(Date.parse(headers.get('date')!)).toBeGreaterThan(Date.now());
  });

  test('without a hash of its content, with one of an unknown kind, and with headers that nobody signed', async () => {
    expect((await refusal({ payload: 'STREAMING-SOMETHING' }))[1]).toBe('InvalidArgument');
    expect((await refusal({ added: { 'x-amz-acl': 'public-read' } })).slice(0, 2)).toEqual([403, 'AccessDenied']);
    const { headers } = await signed({});
    const { 'x-amz-content-sha256': _, ...without } = headers;
    const response = await fetch(`${(await server).url}/bucket/key`, { method: 'PUT', headers: without, body: 'content' });
    expect(await response.text()).toContain('Missing required header for this request: x-amz-content-sha256');
  });

  test('of signature version 2 in its header, in words that say what to do', async () => {
    const url = `${(await server).url}/bucket/key`;
    const response = await fetch(url, { headers: { authorization: 'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=' } });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Please use AWS4-HMAC-SHA256.')]);
  });

  test('of no document, of a document of another kind, and of one that defines entities', async () => {
    const complete = (body: string) => refusal({ method: 'POST', path: '/bucket/key?uploadId=u', body });
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><CompleteMultipartUpload>&b;</CompleteMultipartUpload>';
    for (const body of ['<Complete', '<Other/>', bomb, '{"a":1}', '<a>'.repeat(100_000)]) {
      expect(await complete(body)).toEqual([
        400,
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      ]);
    }
  });

  test('of a method that nothing has, and of an operation that is not built, by its name', async () => {
    const patched = await answer({ method: 'PATCH' });
    expect([patched.status, patched.code, patched.element('Method')]).toEqual([405, 'MethodNotAllowed', 'PATCH']);
    expect(await refusal({ method: 'GET', path: '/bucket?website', body: '' })).toEqual([
      501,
      'NotImplemented',
      'Hearth does not implement s3:GetBucketWebsite yet.',
    ]);
  });
});

describe('a URL presigned by version 2', () => {
  const expires = Math.floor(Date.now() / 1_000) + 60;
  async function opened(changes: { key?: string; expires?: number; secret?: string; accessKeyId?: string; signature?: string }) {
    const { key = 'key', secret = credentials.secretAccessKey, accessKeyId = credentials.accessKeyId } = changes;
    const text = `GET\n\n\n${changes.expires ?? expires}\n/bucket/key?versionId=7`;
    const signature = changes.signature ?? createHmac('sha1', secret).update(text).digest('base64');
    const query = new URLSearchParams({
      AWSAccessKeyId: accessKeyId,
      Expires: String(changes.expires ?? expires),
      Signature: signature,
    });
    const response = await fetch(`${(await server).url}/bucket/${key}?versionId=7&${query}`);
    const body = await response.text();
    return [response.status, /<Code>(.*)<\/Code>/.exec(body)?.[1] ?? body];
  }

  test('opens what it names until it expires, to nobody but the owner of its key', async () => {
    await answer({});
    expect(await opened({})).toEqual([200, 'content']);
    expect(await opened({ key: 'other' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await opened({ secret: 'wrong' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await opened({ signature: '=' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await opened({ accessKeyId: 'AKIANOBODY0000000000' })).toEqual([403, 'InvalidAccessKeyId']);
    expect(await opened({ expires: 1 })).toEqual([403, 'AccessDenied']);
  });
});

test('every answer has the ids that S3 gives, an error them in its document too', async () => {
  const { headers, element } = await answer({ signedAs: { secretAccessKey: 'wrong' } });
  expect(headers.get('x-amz-request-id')).toBe(element('RequestId'));
  expect(headers.get('x-amz-id-2')).toBe(element('HostId'));
});

test('a bucket is named by the path or by the host', async () => {
  const { headers } = await signed({ path: '/key', headers: { host: 'bucket.storage.test:4566' } });
  const answered = await wire.handle({
    method: 'PUT',
    rawUrl: '/key',
    rawHeaders: Object.entries({ ...headers, 'content-length': '7' }).flat(),
    body: Buffer.from('content'),
    client: { address: '127.0.0.1', usedTls: true },
    signal: new AbortController().signal,
  });
  expect(answered.status).toBe(200);
  expect(buckets.keys('bucket')).toEqual(['key']);
});

describe('a document is refused', () => {
  const path = '/bucket/key?uploadId=upload';
  const parts = (count: number) => `<CompleteMultipartUpload>${'<Part/>'.repeat(count)}</CompleteMultipartUpload>`;

  test('from a stranger before it is read, when it is longer than a megabyte', async () => {
    const body = parts(0).padEnd(1024 * 1024 + 1);
    const response = await fetch(`${(await server).url}${path}`, { method: 'POST', body });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('<Code>EntityTooLarge</Code>')]);
    expect((await answer({ method: 'POST', path, body })).status).toBe(200);
  });

  test('when it has more elements than any input', async () => {
    expect(await answer({ method: 'POST', path, body: parts(100_000) })).toMatchObject({ status: 400, code: 'MalformedXML' });
  });
});
