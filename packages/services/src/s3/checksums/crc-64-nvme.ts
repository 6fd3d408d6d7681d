import { crcTables } from './crc-tables.js';
import type { Digest } from './digest.js';

/** The NVM Express polynomial, reflected: https://nvmexpress.org/wp-content/uploads/NVM-Express-NVM-Command-Set-Specification-1.0d-2023.12.28-Ratified.pdf 5.2.1.3.4 */
export const crc64NvmePolynomial = 0x9a6c9329ac4bc9b5n;

const { low: lowTable, high: highTable } = crcTables(crc64NvmePolynomial);

/** CRC-64/NVME in two halves of 32 bits, eight bytes at a step. */
export class Crc64Nvme implements Digest {
  private low = 0xffffffff;
  private high = 0xffffffff;

  update(bytes: Uint8Array): void {
    let { low, high } = this;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
      low ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      high ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
      const a = 1792 + (low & 0xff);
      const b = 1536 + ((low >>> 8) & 0xff);
      const c = 1280 + ((low >>> 16) & 0xff);
      const d = 1024 + (low >>> 24);
      const e = 768 + (high & 0xff);
      const f = 512 + ((high >>> 8) & 0xff);
      const g = 256 + ((high >>> 16) & 0xff);
      const h = high >>> 24;
      low = lowTable[a]! ^ lowTable[b]! ^ lowTable[c]! ^ lowTable[d]! ^ lowTable[e]! ^ lowTable[f]! ^ lowTable[g]! ^ lowTable[h]!;
      high =
        highTable[a]! ^
        highTable[b]! ^
        highTable[c]! ^
        highTable[d]! ^
        highTable[e]! ^
        highTable[f]! ^
        highTable[g]! ^
        highTable[h]!;
    }
    for (; at < bytes.length; at++) {
      const entry = (low ^ bytes[at]!) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ lowTable[entry]!;
      high = (high >>> 8) ^ highTable[entry]!;
    }
    this.low = low;
    this.high = high;
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.high >>> 0, 0);
    bytes.writeUInt32BE(~this.low >>> 0, 4);
    return bytes;
  }
}
