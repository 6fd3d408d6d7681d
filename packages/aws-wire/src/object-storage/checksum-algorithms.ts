import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { Crc32Js } from '@smithy/core/checksum';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

/** A digest that is fed as the bytes pass. */
export interface RunningChecksum {
  update(chunk: Uint8Array): void;
  /** To be asked once. */
  digest(): Promise<Buffer>;
}

interface Algorithm {
  readonly digestBytes: number;
  start(): RunningChecksum;
}

/** Of the checksums of the `x-amz-checksum-…` headers. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export const checksumAlgorithms: Readonly<Record<ChecksumAlgorithm, Algorithm>> = {
  CRC32: { digestBytes: 4, start: crc32 },
  CRC32C: { digestBytes: 4, start: () => ofSdk(new Crc32c()) },
  CRC64NVME: { digestBytes: 8, start: () => ofSdk(new Crc64Nvme()) },
  SHA1: { digestBytes: 20, start: () => hash('sha1') },
  SHA256: { digestBytes: 32, start: () => hash('sha256') },
};

/** By the name of its header or trailer in lower case. */
export const checksumOfHeader: ReadonlyMap<string, ChecksumAlgorithm> = new Map(
  (Object.keys(checksumAlgorithms) as ChecksumAlgorithm[]).map((name) => [`x-amz-checksum-${name.toLowerCase()}`, name]),
);

export function hash(name: 'md5' | 'sha1' | 'sha256'): RunningChecksum {
  const running = createHash(name);
  return { update: (chunk) => void running.update(chunk), digest: async () => running.digest() };
}

/** Node has it natively since 20.15. */
function crc32(): RunningChecksum {
  if (!('crc32' in zlib)) return ofSdk(new Crc32Js());
  let value = 0;
  return {
    update: (chunk) => {
      value = zlib.crc32(chunk, value);
    },
    digest: async () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

function ofSdk(checksum: { update(chunk: Uint8Array): void; digest(): Promise<Uint8Array> }): RunningChecksum {
  return { update: (chunk) => checksum.update(chunk), digest: async () => Buffer.from(await checksum.digest()) };
}
