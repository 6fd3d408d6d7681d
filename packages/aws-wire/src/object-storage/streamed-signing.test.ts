import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryBuckets } from '../../../../tests/kit/memory-buckets.js';
import { createWire } from '../wire.js';

/**
 * The examples that AWS publishes, with their signatures: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html.
 */
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const buckets = memoryBuckets({ accountId: 'anonymous' });
const wire = createWire({
  services: [buckets.service],
  accessKeys: {
    find: async () => ({ kind: 'found', credentials: { ...credentials, principal: { accountId: '123456789012' } } }),
  },
  authorizer: { authorize: async () => ({ kind: 'allow' }) },
  onFault: ({ error }) => {
    throw error;
  },
  clock: () => Date.parse('2013-05-24T00:00:00Z'),
});
beforeEach(() => buckets.clear());

const content = Buffer.alloc(66_560, 'a');
const chunkSignatures = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
];
const chunkSignaturesBeforeTrailer = [
  'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
  '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
  '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
];
const trailer = [
  'x-amz-checksum-crc32c:sOO8/Q==',
  'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
];
const shared = {
  Host: 's3.amazonaws.com',
  'x-amz-date': '20130524T000000Z',
  'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  'Content-Encoding': 'aws-chunked',
  'x-amz-decoded-content-length': '66560',
};
const authorization = (signedHeaders: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`;
const signedChunks = {
  ...shared,
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'Content-Length': '66824',
  Authorization: authorization(
    'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  ),
};
const signedTrailer = {
  ...shared,
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'x-amz-trailer': 'x-amz-checksum-crc32c',
  Authorization: authorization(
    'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  ),
};

function framed(signatures: readonly string[], lines: readonly string[] = [], sizes = [65_536, 1_024, 0]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const [i, size] of sizes.entries()) {
    pieces.push(Buffer.from(`${size.toString(16)};chunk-signature=${signatures[i]}\r\n`), content.subarray(at, at + size));
    if (size > 0) pieces.push(Buffer.from('\r\n'));
    at += size;
  }
  pieces.push(Buffer.from(`${lines.map((line) => `${line}\r\n`).join('')}\r\n`));
  return Buffer.concat(pieces);
}

async function put(headers: Readonly<Record<string, string>>, body: Buffer, pieceBytes = 10_007) {
  const pieces = Array.from({ length: Math.ceil(body.length / pieceBytes) }, (_, i) =>
    body.subarray(i * pieceBytes, (i + 1) * pieceBytes),
  );
  const answer = await wire.handle({
    method: 'PUT',
    rawUrl: '/examplebucket/chunkObject.txt',
    rawHeaders: Object.entries(headers).flat(),
    body: Readable.from(pieces, { objectMode: false }),
    client: { address: '127.0.0.1', usedTls: true },
    signal: new AbortController().signal,
  });
  const code = /<Code>(.*)<\/Code>/.exec(String(answer.body))?.[1];
  const isStored = buckets.content('examplebucket', 'chunkObject.txt') !== undefined;
  return { status: answer.status, code, isStored };
}

const stored = { status: 200, code: undefined, isStored: true };
const refused = (status: number, code: string) => ({ status, code, isStored: false });
const changed = (body: Buffer, at: number) => Buffer.from(body).fill('b', at, at + 1);

describe('chunks that are signed', () => {
  test.each([1, 7, 8_192, 100_000])(
    'are stored as AWS publishes them, in whatever pieces they come (%i bytes)',
    async (bytes) => {
      expect(await put(signedChunks, framed(chunkSignatures), bytes)).toEqual(stored);
      expect(buckets.content('examplebucket', 'chunkObject.txt')).toEqual(content);
    },
  );

  test('store nothing when one byte of one of them is another', async () => {
    const body = framed(chunkSignatures);
    for (const at of [200, 65_700, 66_600]) {
      expect(await put(signedChunks, changed(body, at))).toEqual(refused(403, 'SignatureDoesNotMatch'));
    }
  });

  test('store nothing when a signature is another, missing, or out of its order', async () => {
    const [first, second, last] = chunkSignatures as [string, string, string];
    for (const signatures of [
      [second, first, last],
      [first, second, first],
      ['', second, last],
    ]) {
      expect(await put(signedChunks, framed(signatures))).toEqual(refused(403, 'SignatureDoesNotMatch'));
    }
  });

  test('store nothing when they are cut short, or go on behind their end', async () => {
    const body = framed(chunkSignatures);
    const [, headOfLast] = [0, body.lastIndexOf('0;chunk-signature')];
    expect(await put(signedChunks, body.subarray(0, 30_000))).toEqual(refused(400, 'IncompleteBody'));
    expect(await put(signedChunks, body.subarray(0, headOfLast))).toEqual(refused(400, 'IncompleteBody'));
    expect(await put(signedChunks, Buffer.concat([body, Buffer.from('more')]))).toEqual(refused(400, 'MalformedTrailerError'));
  });

  test('are known by their trailer too, whose signature and checksum must both hold', async () => {
    expect(await put(signedTrailer, framed(chunkSignaturesBeforeTrailer, trailer))).toEqual(stored);
    expect(buckets.received.at(-1)?.checksum).toEqual({ algorithm: 'CRC32C', value: 'sOO8/Q==' });
    buckets.clear();
    const other = ['x-amz-checksum-crc32c:AAAAAA==', trailer[1]!];
    expect(await put(signedTrailer, framed(chunkSignaturesBeforeTrailer, other))).toEqual(refused(403, 'SignatureDoesNotMatch'));
    const none = framed(chunkSignaturesBeforeTrailer, []);
    expect(await put(signedTrailer, none)).toEqual(refused(400, 'MalformedTrailerError'));
  });
});
