import type { Readable } from 'node:stream';

/** More than a function can be given. */
export class UrlBodyTooLarge extends Error {
  constructor(readonly bytesMax: number) {
    super(`There are more than ${bytesMax} bytes.`);
  }
}

/** Rejects with UrlBodyTooLarge when there is more than `bytesMax`: the rest is left unread. Rejects when the client goes away, too. */
export async function readWhole(body: Readable, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > bytesMax) throw new UrlBodyTooLarge(bytesMax);
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
