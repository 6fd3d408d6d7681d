/** What a worker may have sent of one response and nobody has taken yet. Large enough not to slow a reader that keeps up. */
export const windowBytes = 1024 * 1024;

/**
 * Flow control of one response, at its sending end. Responses share a connection: without it a caller that reads slowly would hold up
 * everybody's, or fill the memory between here and there.
 */
export class ResponseWindow {
  #waitingBytes = 0;
  #closed = false;
  #room: (() => void) | undefined;

  /** Counts bytes that were sent; resolves when more may be. One caller at a time. */
  async sent(bytes: number): Promise<void> {
    this.#waitingBytes += bytes;
    if (this.#closed || this.#waitingBytes < windowBytes) return;
    await new Promise<void>((resolve) => {
      this.#room = resolve;
    });
  }

  taken(bytes: number): void {
    this.#waitingBytes -= bytes;
    if (this.#waitingBytes < windowBytes) this.#open();
  }

  /** Nobody reads any more: whoever waits goes on, and nobody waits again. */
  close(): void {
    this.#closed = true;
    this.#open();
  }

  #open(): void {
    this.#room?.();
    this.#room = undefined;
  }
}
