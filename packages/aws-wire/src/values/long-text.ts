import { Base64InPlace } from './base64-in-place.js';

/** A string of a JSON document that was left where it is: in the document's own bytes, between its quotes. */
export class LongText {
  readonly #isPlain: boolean;

  /** Throws SyntaxError when what stands there is no string of JSON. */
  constructor(
    private readonly memory: Buffer,
    readonly startByte: number,
    readonly endByte: number,
  ) {
    this.#isPlain = true;
    for (const { isPlain } of piecesOfText(memory, startByte, endByte)) this.#isPlain &&= isPlain;
  }

  text(): string {
    return JSON.parse(this.memory.toString('utf8', this.startByte - 1, this.endByte + 1));
  }

  /** Some thousand characters. */
  beginning(): string {
    const [first] = piecesOfText(this.memory, this.startByte, this.endByte);
    return first!.text;
  }

  /**
   * Undoes base64 in the memory that the text stands in, so that it takes no other; the text is gone then. Undefined when it was none,
   * and the text is gone too.
   */
  takeBase64(): Buffer | undefined {
    const decoder = new Base64InPlace(this.memory, this.startByte);
    for (const piece of this.#pieces()) {
      if (!decoder.push(piece)) return undefined;
    }
    return decoder.end();
  }

  *#pieces(): Generator<string> {
    if (!this.#isPlain) {
      for (const { text } of piecesOfText(this.memory, this.startByte, this.endByte)) yield text;
      return;
    }
    for (let at = this.startByte; at < this.endByte; at += pieceBytes) {
      yield this.memory.toString('latin1', at, Math.min(at + pieceBytes, this.endByte));
    }
  }
}

/** A multiple of four, so that pieces of base64 are whole. */
const pieceBytes = 64 * 1024;
const escapeBytesMax = 6;

interface Piece {
  readonly text: string;
  /** Whether it has one byte for each character and no escapes. */
  readonly isPlain: boolean;
}

/** The characters between two quotes, with escapes undone. Throws SyntaxError where they are no JSON. */
function* piecesOfText(memory: Buffer, startByte: number, endByte: number): Generator<Piece> {
  for (let at = startByte; at < endByte; ) {
    const end = Math.min(at + pieceBytes, endByte);
    const raw = memory.toString('latin1', at, end);
    const isPlain = /^[\x20-\x5b\x5d-\x7f]*$/.test(raw);
    const bytes = isPlain || end === endByte ? raw.length : wholeCharacters(memory, at, end);
    yield { text: isPlain ? raw : JSON.parse(`"${memory.toString('utf8', at, at + bytes)}"`), isPlain };
    at += bytes;
  }
}

/** How many bytes of a piece end neither within an escape nor within a character. */
function wholeCharacters(memory: Buffer, startByte: number, endByte: number): number {
  let at = startByte;
  while (at < endByte - escapeBytesMax) {
    const byte = memory[at]!;
    if (byte === backslash) at += memory[at + 1] === 0x75 ? escapeBytesMax : 2;
    else at += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  }
  return at - startByte;
}

const backslash = 0x5c;
