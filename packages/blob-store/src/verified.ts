import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Passes bytes on and fails at the end when their SHA-256 is not the expected one. */
export function verified(sha256Hex: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const actual = hash.digest('hex');
      done(actual === sha256Hex ? null : new Error(`Blob ${sha256Hex} is damaged: its content has SHA-256 ${actual}`));
    },
  });
}
