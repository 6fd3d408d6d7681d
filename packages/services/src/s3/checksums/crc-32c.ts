import { crcTables } from './crc-tables.js';
import type { Digest } from './digest.js';

/** Castagnoli's polynomial, reflected. */
export const crc32cPolynomial = 0x82f63b78n;

const { low: table } = crcTables(crc32cPolynomial);

/** CRC-32C (RFC 3720), eight bytes at a step. */
export class Crc32c implements Digest {
  private crc = 0xffffffff;

  update(bytes: Uint8Array): void {
    let crc = this.crc;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
      crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      crc =
        table[1792 + (crc & 0xff)]! ^
        table[1536 + ((crc >>> 8) & 0xff)]! ^
        table[1280 + ((crc >>> 16) & 0xff)]! ^
        table[1024 + (crc >>> 24)]! ^
        table[768 + bytes[at + 4]!]! ^
        table[512 + bytes[at + 5]!]! ^
        table[256 + bytes[at + 6]!]! ^
        table[bytes[at + 7]!]!;
    }
    for (; at < bytes.length; at++) crc = (crc >>> 8) ^ table[(crc ^ bytes[at]!) & 0xff]!;
    this.crc = crc;
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(~this.crc >>> 0);
    return bytes;
  }
}
