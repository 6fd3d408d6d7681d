/** X-Amz-Log-Result holds the last 4 KB. */
const tailBytes = 4096;

/** Remembers the end of what was logged. However much that is, it holds a few kilobytes. */
export class LogTail {
  #chunks: Buffer[] = [];
  #bytes = 0;

  append(chunk: Buffer): void {
    const kept = chunk.length > tailBytes ? Buffer.from(chunk.subarray(chunk.length - tailBytes)) : chunk;
    this.#chunks.push(kept);
    this.#bytes += kept.length;
    if (this.#bytes > 4 * tailBytes || this.#chunks.length > 64) this.#compact();
  }

  /** What has not been overwritten, from the first whole character on. */
  text(): string {
    this.#compact();
    const bytes = this.#chunks[0] ?? Buffer.alloc(0);
    let start = 0;
    if (bytes.length === tailBytes) while (start < 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
    return bytes.toString('utf8', start);
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }

  #compact(): void {
    const joined = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    const kept = joined.length > tailBytes ? Buffer.from(joined.subarray(joined.length - tailBytes)) : joined;
    this.#chunks = [kept];
    this.#bytes = kept.length;
  }
}
