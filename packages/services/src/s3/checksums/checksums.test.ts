import type { ChecksumAlgorithm } from './checksum.js';
import { type CrcAlgorithm, combineCrc } from './combine-crc.js';
import { digestFor } from './digest.js';

function checksumOf(algorithm: ChecksumAlgorithm, ...chunks: readonly Uint8Array[]): string {
  const digest = digestFor(algorithm);
  for (const chunk of chunks) digest.update(chunk);
  return digest.digest().toString('base64');
}

const hex = (text: string) => Buffer.from(text, 'hex').toString('base64');
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 31 + (index >> 3)) & 0xff));

describe('checksums', () => {
  // The check values of the catalogue of CRC algorithms: https://reveng.sourceforge.io/crc-catalogue/all.htm
  it.each([
    ['CRC32', hex('cbf43926')],
    ['CRC32C', hex('e3069283')],
    ['CRC64NVME', hex('ae8b14860a799888')],
    ['SHA1', hex('f7c3bc1d808e04732adf679965ccc34ca7ae3441')],
    ['SHA256', hex('15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225')],
  ] as const)('%s of "123456789" is the published value', (algorithm, expected) => {
    expect(checksumOf(algorithm, Buffer.from('123456789'))).toBe(expected);
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    '%s does not depend on how the bytes arrive',
    (algorithm) => {
      const whole = checksumOf(algorithm, bytes);
      for (const at of [0, 1, 3, 8, 500, 999]) {
        expect(checksumOf(algorithm, bytes.subarray(0, at), bytes.subarray(at))).toBe(whole);
      }
    },
  );

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    '%s of the whole follows from those of its pieces',
    (algorithm: CrcAlgorithm) => {
      for (const cuts of [[0], [1], [500], [100, 200, 300], [7, 7, 999]]) {
        const ends = [...cuts, bytes.length];
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        const parts = pieces.map((piece) => ({ value: checksumOf(algorithm, piece), sizeBytes: piece.length }));
        expect(combineCrc(algorithm, parts)).toBe(checksumOf(algorithm, bytes));
      }
    },
  );
});
