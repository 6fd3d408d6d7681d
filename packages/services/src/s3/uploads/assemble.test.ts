import { createHash } from 'node:crypto';
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksum.js';
import { digestFor } from '../checksums/digest.js';
import { assemble, partBytesMin } from './assemble.js';
import type { MultipartUpload, UploadedPart } from './multipart-upload.js';

const upload = (checksumAlgorithm: ChecksumAlgorithm, checksumType: ChecksumType, checksumWasChosen = true): MultipartUpload => ({
  id: 'u',
  bucketId: 'b',
  key: 'k',
  startedAt: new Date(0),
  initiator: 'arn:aws:iam::111111111111:root',
  properties: { contentType: 'text/plain', userMetadata: {} },
  tags: {},
  checksumAlgorithm,
  checksumType,
  checksumWasChosen,
});

function part(number: number, content: Buffer, algorithm: ChecksumAlgorithm): UploadedPart {
  const digest = digestFor(algorithm);
  digest.update(content);
  return {
    number,
    sha256Hex: createHash('sha256').update(content).digest('hex'),
    sizeBytes: content.length,
    checksum: digest.digest().toString('base64'),
    etag: createHash('md5').update(content).digest('hex'),
    modifiedAt: new Date(0),
  };
}

const big = Buffer.alloc(partBytesMin, 'a');
const tail = Buffer.from('tail');
const named = (parts: readonly UploadedPart[], withChecksums = false) =>
  parts.map(({ number, etag, checksum }) => ({ number, etag, ...(withChecksums && { checksum }) }));

describe('parts', () => {
  it('make an object whose ETag is the MD5 of theirs and whose CRC is that of all bytes', () => {
    const parts = [part(2, big, 'CRC64NVME'), part(5, tail, 'CRC64NVME')];
    const made = assemble(upload('CRC64NVME', 'FULL_OBJECT', false), parts, { parts: named(parts) });
    const md5s = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
    expect(made).toMatchObject({
      sizeBytes: partBytesMin + 4,
      etag: `${createHash('md5').update(md5s).digest('hex')}-2`,
      checksum: { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', value: part(1, Buffer.concat([big, tail]), 'CRC64NVME').checksum },
    });
    expect(made.parts.map(({ number }) => number)).toEqual([2, 5]);
  });

  it('that the completion does not name are left out', () => {
    const parts = [part(1, big, 'CRC32'), part(2, tail, 'CRC32')];
    expect(assemble(upload('CRC32', 'FULL_OBJECT'), parts, { parts: named(parts.slice(1)) }).sizeBytes).toBe(4);
  });

  it('with composite checksums must each be named with their own', () => {
    const parts = [part(1, big, 'SHA256'), part(2, tail, 'SHA256')];
    const composite = upload('SHA256', 'COMPOSITE');
    expect(() => assemble(composite, parts, { parts: named(parts) })).toThrow('It was missing for part 1 in the request.');
    expect(assemble(composite, parts, { parts: named(parts, true) }).checksum!.value).toMatch(/=-2$/);
    const wrong = [{ ...named(parts, true)[0]!, checksum: parts[1]!.checksum }];
    expect(() => assemble(composite, parts, { parts: wrong })).toThrow('could not be found');
  });

  it.each([
    ['nothing', [], 'The XML you provided was not well-formed'],
    ['an order that does not ascend', [2, 1], 'The list of parts was not in ascending order'],
    ['the same part twice', [1, 1], 'The list of parts was not in ascending order'],
    ['a part that was not uploaded', [3], 'could not be found'],
    ['a small part before another', [2, 4], 'smaller than the minimum allowed size'],
  ])('named with %s are refused', (_, numbers, message) => {
    const parts = [part(1, big, 'CRC32'), part(2, tail, 'CRC32'), part(4, big, 'CRC32')];
    const given = numbers.map((number) => ({ number, etag: parts.find((each) => each.number === number)?.etag ?? 'none' }));
    expect(() => assemble(upload('CRC32', 'FULL_OBJECT'), parts, { parts: given })).toThrow(message);
  });

  it('that are not what the writer expects of the whole are refused', () => {
    const parts = [part(1, tail, 'CRC32')];
    const complete = (more: object) => assemble(upload('CRC32', 'FULL_OBJECT'), parts, { parts: named(parts), ...more });
    expect(complete({ checksum: parts[0]!.checksum, sizeBytes: 4 }).sizeBytes).toBe(4);
    expect(() => complete({ checksum: 'AAAAAA==' })).toThrow('The crc32 you specified did not match the calculated checksum.');
    expect(() => complete({ sizeBytes: 5 })).toThrow('does not match what was computed: 4');
  });

  it('by the thousand are assembled within a second', () => {
    const one = part(1, big, 'CRC64NVME');
    const parts = Array.from({ length: 10_000 }, (_, index) => ({ ...one, number: index + 1 }));
    const startedAt = performance.now();
    assemble(upload('CRC64NVME', 'FULL_OBJECT'), parts, { parts: named(parts) });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
