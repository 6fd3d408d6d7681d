import { buffer } from 'node:stream/consumers';
import type { Blobs } from '../code/blobs.js';

/** Where an event's payload is: in its row, or in the blob store when it is large. */
export type StoredPayload =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'blob'; readonly sha256Hex: string };

const inlineBytesMax = 256 * 1024;

/** Resolves once a large payload survives a power cut in the blob store; a small one is left to the row. */
export async function storePayload(bytes: Uint8Array, blobs: Blobs): Promise<StoredPayload> {
  if (bytes.length <= inlineBytesMax) return { kind: 'inline', bytes };
  const { sha256Hex } = await blobs.put(bytes);
  return { kind: 'blob', sha256Hex };
}

/** Rejects when the blob store has lost or damaged the payload. */
export async function readPayload(stored: StoredPayload, blobs: Blobs): Promise<Uint8Array> {
  return stored.kind === 'inline' ? stored.bytes : buffer(await blobs.read(stored.sha256Hex));
}
