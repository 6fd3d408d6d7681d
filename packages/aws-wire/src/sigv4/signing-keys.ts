import { createHmac } from 'node:crypto';
import type { CredentialScope } from './signature-fields.js';

/** Derives signing keys, which cost four hashes each and serve a whole day, and remembers those used last. */
export class SigningKeys {
  readonly #known = new Map<string, Buffer>();

  constructor(private readonly sizeMax = 1_000) {}

  derive(secretAccessKey: string, { date, region, service }: CredentialScope): Buffer {
    const name = `${date}/${region}/${service}/${secretAccessKey}`;
    const key = this.#known.get(name) ?? derive(secretAccessKey, date, region, service);
    // A Map keeps the order of insertion: inserting anew makes it the last to be forgotten.
    this.#known.delete(name);
    this.#known.set(name, key);
    if (this.#known.size > this.sizeMax) this.#known.delete(this.#known.keys().next().value!);
    return key;
  }
}

function derive(secretAccessKey: string, ...parts: readonly string[]): Buffer {
  return [...parts, 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
}
