import { WireError } from '../errors/wire-error.js';

/** What is told of each chunk while it passes; may refuse it by throwing. */
export interface ChunkWatch {
  /** The part of the chunk's head behind `;`. */
  start(extension: string, sizeBytes: number): void;
  data(bytes: Buffer): void;
  /** The chunk is whole. */
  end(): void;
  /** Names in lower case, in the order received. */
  trailer(fields: readonly (readonly [name: string, value: string])[]): void;
}

/** Longest head of a chunk and longest line of a trailer. */
const lineBytesMax = 16 * 1024;
const trailerLinesMax = 64;
/** Every chunk but the last: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const chunkBytesMin = 8 * 1024;

/**
 * Takes the `aws-chunked` framing off a body. Yields pieces as they come, however large a chunk is; ends only when the last chunk and the
 * trailer behind it were whole.
 */
export async function* decodeAwsChunked(source: AsyncIterable<Buffer>, watch: ChunkWatch): AsyncGenerator<Buffer> {
  const reader = new PieceReader(source);
  let previousBytes = chunkBytesMin;
  for (;;) {
    const { sizeBytes, extension } = readHead(await reader.line());
    // Told when the next one comes, because a short chunk is allowed only as the last that holds data.
    if (sizeBytes > 0 && previousBytes < chunkBytesMin) throw tooSmall(previousBytes);
    watch.start(extension, sizeBytes);
    for await (const piece of reader.take(sizeBytes)) {
      watch.data(piece);
      yield piece;
    }
    watch.end();
    if (sizeBytes === 0) break;
    if ((await reader.line()) !== '') throw incomplete();
    previousBytes = sizeBytes;
  }
  watch.trailer(await readTrailer(reader));
  if (await reader.hasMore()) throw malformedTrailer();
}

function readHead(line: string): { sizeBytes: number; extension: string } {
  const [, size, extension = ''] = /^([0-9A-Fa-f]{1,12})(?:;(.*))?$/.exec(line) ?? [];
  if (size === undefined) throw incomplete();
  return { sizeBytes: Number.parseInt(size, 16), extension };
}

async function readTrailer(reader: PieceReader): Promise<[string, string][]> {
  const fields: [string, string][] = [];
  for (let lines = 0; lines < trailerLinesMax; lines++) {
    const line = await reader.lineOrEnd();
    if (line === undefined || line === '') return fields;
    const colon = line.indexOf(':');
    if (colon <= 0) throw malformedTrailer();
    fields.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
  }
  throw malformedTrailer();
}

/** Reads lines and counted bytes out of pieces of any size, holding one piece at a time. */
class PieceReader {
  readonly #pieces: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const line = await this.lineOrEnd();
    if (line === undefined) throw incomplete();
    return line;
  }

  /** Undefined at the very end. Lines end with CRLF. */
  async lineOrEnd(): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf('\r\n');
      if (end > lineBytesMax) throw incomplete();
      if (end >= 0) {
        const line = this.#held.toString('latin1', 0, end);
        this.#held = this.#held.subarray(end + 2);
        return line;
      }
      if (this.#held.length > lineBytesMax) throw incomplete();
      const more = await this.#next();
      if (more) this.#held = Buffer.concat([this.#held, more]);
      else if (this.#held.length === 0) return undefined;
      else throw incomplete();
    }
  }

  async *take(bytes: number): AsyncGenerator<Buffer> {
    let wanted = bytes;
    while (wanted > 0) {
      if (this.#held.length === 0) {
        const more = await this.#next();
        if (!more) throw incomplete();
        this.#held = more;
      }
      const piece = this.#held.subarray(0, wanted);
      this.#held = this.#held.subarray(piece.length);
      wanted -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async hasMore(): Promise<boolean> {
    while (this.#held.length === 0) {
      const more = await this.#next();
      if (!more) return false;
      this.#held = more;
    }
    return true;
  }

  async #next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#pieces.next();
    return done ? undefined : value;
  }
}

export function incomplete(): WireError {
  return new WireError('IncompleteBody', 'The request body terminated unexpectedly');
}

export function malformedTrailer(): WireError {
  return new WireError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}

function tooSmall(bytes: number): WireError {
  return new WireError('InvalidChunkSizeError', 'Only the last chunk is allowed to have a size less than 8192 bytes', {
    BadChunkSize: String(bytes),
  });
}
