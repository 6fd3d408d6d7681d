import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import * as s3 from '@aws-sdk/client-s3';
import { afterAll, expect, test } from '@jest/globals';
import { serveWire } from '../../../../tests/kit/wire-server.js';
import { defineService } from '../define-service.js';
import { createWire } from '../wire.js';
import { checksumOf } from './verified-body.js';

const GIGABYTE = 1024 ** 3;
const gigabytes = Number(process.env.HEARTH_STORAGE_GIGABYTES ?? 1);
const bytes = gigabytes * GIGABYTE;
const piece = Buffer.alloc(1024 * 1024, 'hearth');

function* content(): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, left);
}

let received = { bytes: 0, sha256: '', checksum: '' };
let peakBytes = 0;
const everybody = { accountId: 'anonymous' };
const wire = createWire({
  services: [
    defineService<typeof s3>({
      module: s3,
      signingName: 's3',
      protocols: ['rest-xml'],
      objectStorage: { anonymous: everybody, publicHost: 'storage.test', region: 'us-east-1' },
      authorization: () => 'none',
      handlers: {
        PutObject: async ({ Body }) => {
          const hash = createHash('sha256');
          let passed = 0;
          for await (const chunk of Body) {
            passed += chunk.length;
            hash.update(chunk);
          }
          received = { bytes: passed, sha256: hash.digest('hex'), checksum: checksumOf(Body)?.value ?? '' };
          return {};
        },
        GetObject: () => ({ Body: Readable.from(content(), { objectMode: false }), ContentLength: bytes }),
      },
    }),
  ],
  accessKeys: { find: async () => ({ kind: 'unknown' }) },
  authorizer: { authorize: async () => ({ kind: 'allow' }) },
  onFault: ({ error }) => {
    throw error;
  },
});
const server = serveWire(wire);
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}, 20);
afterAll(async () => {
  clearInterval(watch);
  await (await server).close();
});

/** The most memory that work took beyond what there was before it. */
async function growthBytes(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss;
  peakBytes = before;
  await work();
  return peakBytes - before;
}

test(`an object of ${gigabytes} GB goes in and out with memory that stays flat`, async () => {
  let crc = 0;
  const hash = createHash('sha256');
  for (const each of content()) {
    crc = crc32(each, crc);
    hash.update(each);
  }
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc);
  const { url } = await server;
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'x-amz-decoded-content-length': String(bytes),
    'content-encoding': 'aws-chunked',
  };
  const framed = function* () {
    for (const each of content()) {
      yield Buffer.from(`${each.length.toString(16)}\r\n`);
      yield each;
      yield Buffer.from('\r\n');
    }
    yield Buffer.from(`0\r\nx-amz-checksum-crc32:${checksum.toString('base64')}\r\n\r\n`);
  };
  const upload = await growthBytes(async () => {
    const sending = request(`${url}/bucket/key`, { method: 'PUT', headers });
    const answered = new Promise<number>((resolve, reject) => {
      sending.once('response', (response) => resolve(response.resume().statusCode!)).once('error', reject);
    });
    await pipeline(Readable.from(framed(), { objectMode: false }), sending);
    expect(await answered).toBe(200);
  });
  expect(received).toEqual({ bytes, sha256: hash.digest('hex'), checksum: checksum.toString('base64') });
  const download = await growthBytes(async () => {
    let read = 0;
    const response = await fetch(`${url}/bucket/key`);
    for await (const chunk of response.body!) read += (chunk as Uint8Array).length;
    expect(read).toBe(bytes);
  });
  const flat = 200 * 1024 * 1024;
  expect(upload).toBeLessThan(flat);
  expect(download).toBeLessThan(flat);
}, 600_000);
