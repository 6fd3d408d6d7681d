import { withoutPadding } from './text.js';

/** Undoes base64 that comes in pieces, into memory that the pieces may still stand in: what is written never overtakes what was read. */
export class Base64InPlace {
  #endByte: number;
  /** Characters of the alphabet that do not make whole bytes yet. */
  #carry = '';
  #alphabetCharacters = 0;
  #otherCharacters = 0;
  #padding = false;

  constructor(
    private readonly memory: Buffer,
    private readonly startByte: number,
  ) {
    this.#endByte = startByte;
  }

  /** False when no further piece can make it right. A piece may be overwritten once it was pushed. */
  push(piece: string): boolean {
    if (this.#padding || this.#carry !== '' || piece.length % 4 !== 0 || !this.#isWritten(piece)) this.#pushOdd(piece);
    return !this.#isHopeless();
  }

  /** What came out; undefined when it was no base64, by the same rule as `readBase64`: all but one character too many counts. */
  end(): Buffer | undefined {
    this.#endByte += this.memory.write(this.#carry, this.#endByte, 'base64');
    const bytes = this.memory.subarray(this.startByte, this.#endByte);
    const wanted = Math.floor(((this.#alphabetCharacters + this.#otherCharacters) * 3) / 4);
    return !this.#isHopeless() && bytes.length === wanted ? bytes : undefined;
  }

  /** Writes a piece that holds nothing but the alphabet, in whole groups of four. */
  #isWritten(piece: string): boolean {
    const writtenBytes = this.memory.write(piece, this.#endByte, 'base64');
    if (writtenBytes !== (piece.length * 3) / 4) return false;
    this.#endByte += writtenBytes;
    this.#alphabetCharacters += piece.length;
    return true;
  }

  #pushOdd(piece: string): void {
    const content = withoutPadding(piece);
    // Nothing is read behind padding, so that more than one character is missed.
    if (content.includes('=') || (this.#padding && content !== '')) this.#otherCharacters = Number.POSITIVE_INFINITY;
    this.#padding ||= content.length < piece.length;
    const kept = content.replace(/[^A-Za-z0-9+/_-]+/g, '');
    this.#alphabetCharacters += kept.length;
    this.#otherCharacters += content.length - kept.length;
    const characters = this.#carry + kept;
    const whole = characters.length - (characters.length % 4);
    this.#endByte += this.memory.write(characters.slice(0, whole), this.#endByte, 'base64');
    this.#carry = characters.slice(whole);
  }

  #isHopeless(): boolean {
    return this.#otherCharacters > 1;
  }
}
