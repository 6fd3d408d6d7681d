/**
 * One message between API and worker, before anything is known of what it says.
 * On the wire: length of what follows (u32, big-endian), kind (u8), stream (u32), body.
 */
export interface Frame {
  readonly kind: number;
  /** Pairs an answer with its question; 0 when there is no question. */
  readonly stream: number;
  readonly body: Buffer;
}

/** Room for the largest payload (6 MB and 100 bytes) with its headers; a longer frame is an attack or a bug. */
export const frameBytesMax = 8 * 1024 * 1024;

const lengthBytes = 4;
const headerBytes = 5;

/** The bytes of one frame; `parts` are its body and are not copied unless the whole is small. */
export function encodeFrame(kind: number, stream: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const bodyBytes = parts.reduce((sum, part) => sum + part.length, 0);
  if (headerBytes + bodyBytes > frameBytesMax) throw new RangeError(`a frame of ${bodyBytes} bytes exceeds ${frameBytesMax}`);
  const small = bodyBytes <= 16 * 1024;
  const first = Buffer.allocUnsafe(lengthBytes + headerBytes + (small ? bodyBytes : 0));
  first.writeUInt32BE(headerBytes + bodyBytes, 0);
  first.writeUInt8(kind, 4);
  first.writeUInt32BE(stream, 5);
  if (!small) return [first, ...parts];
  let offset = lengthBytes + headerBytes;
  for (const part of parts) {
    first.set(part, offset);
    offset += part.length;
  }
  return [first];
}

export class MalformedFrameError extends Error {
  override readonly name = 'MalformedFrameError';
}

/** Cuts a byte stream, however it is chunked, into frames. Holds at most one incomplete frame. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bufferedBytes = 0;
  #neededBytes = lengthBytes;

  /** Yields the frames that `chunk` completes. Throws MalformedFrameError as soon as a length cannot be right. */
  *read(chunk: Buffer): Generator<Frame> {
    this.#chunks.push(chunk);
    this.#bufferedBytes += chunk.length;
    while (this.#bufferedBytes >= this.#neededBytes) {
      const buffered = this.#joined();
      const frameBytes = buffered.readUInt32BE(0);
      if (frameBytes < headerBytes || frameBytes > frameBytesMax)
        throw new MalformedFrameError(`a frame cannot have ${frameBytes} bytes`);
      const endOfFrame = lengthBytes + frameBytes;
      this.#neededBytes = endOfFrame;
      if (buffered.length < endOfFrame) return;
      this.#keep(buffered.subarray(endOfFrame));
      yield { kind: buffered.readUInt8(4), stream: buffered.readUInt32BE(5), body: buffered.subarray(9, endOfFrame) };
    }
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first) return first;
    const joined = Buffer.concat(this.#chunks, this.#bufferedBytes);
    this.#chunks = [joined];
    return joined;
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bufferedBytes = rest.length;
    this.#neededBytes = lengthBytes;
  }
}
