import { crc32cPolynomial } from './crc-32c.js';
import { crc64NvmePolynomial } from './crc-64-nvme.js';

export type CrcAlgorithm = keyof typeof fields;

const fields = {
  CRC32: { bits: 32n, polynomial: 0xedb88320n },
  CRC32C: { bits: 32n, polynomial: crc32cPolynomial },
  CRC64NVME: { bits: 64n, polynomial: crc64NvmePolynomial },
} as const;

interface Field {
  readonly bits: bigint;
  readonly polynomial: bigint;
}

export const isCrc = (algorithm: string): algorithm is CrcAlgorithm => Object.hasOwn(fields, algorithm);

/**
 * The CRC of pieces laid end to end, from the CRC and the length of each: no byte is read again. A CRC moves over n bytes that follow
 * by multiplication with x^8n modulo its polynomial.
 */
export function combineCrc(
  algorithm: CrcAlgorithm,
  pieces: readonly { readonly value: string; readonly sizeBytes: number }[],
): string {
  const field = fields[algorithm];
  const shifts = new Map<number, bigint>();
  let combined = 0n;
  for (const { value, sizeBytes } of pieces) {
    const shift = shifts.get(sizeBytes) ?? power(BigInt(sizeBytes) * 8n, field);
    shifts.set(sizeBytes, shift);
    combined = multiply(shift, combined, field) ^ BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`);
  }
  return Buffer.from(combined.toString(16).padStart(Number(field.bits) / 4, '0'), 'hex').toString('base64');
}

/** x to this power. Bits are reflected: the highest stands for x^0. */
function power(exponent: bigint, field: Field): bigint {
  let result = 1n << (field.bits - 1n);
  let square = 1n << (field.bits - 2n);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(square, result, field);
    square = multiply(square, square, field);
  }
  return result;
}

function multiply(a: bigint, b: bigint, { bits, polynomial }: Field): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 1n << (bits - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}
