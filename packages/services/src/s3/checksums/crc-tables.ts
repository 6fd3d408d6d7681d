/**
 * Tables of a reflected CRC for eight bytes at a time: entry `256 * k + b` is what byte b contributes when k bytes follow it.
 * `low` and `high` are the halves of 64 bits; CRCs of 32 bits leave `high` zero.
 */
export interface CrcTables {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** `polynomial` is bit-reversed, as reflected CRCs write it. */
export function crcTables(polynomial: bigint): CrcTables {
  const low = new Uint32Array(8 * 256);
  const high = new Uint32Array(8 * 256);
  const first = Array.from({ length: 256 }, (_, byte) => shiftedByte(BigInt(byte), polynomial));
  for (let byte = 0; byte < 256; byte++) {
    let value = first[byte]!;
    for (let following = 0; following < 8; following++) {
      low[256 * following + byte] = Number(value & 0xffffffffn);
      high[256 * following + byte] = Number(value >> 32n);
      value = (value >> 8n) ^ first[Number(value & 0xffn)]!;
    }
  }
  return { low, high };
}

function shiftedByte(byte: bigint, polynomial: bigint): bigint {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
  return value;
}
