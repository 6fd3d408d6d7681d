import type { ResponseSink } from '@hearth/dispatch';

interface Waiting {
  readonly chunk: Uint8Array;
  readonly taken: () => void;
}

/** One response between the worker that sends it and the caller that reads it. Holds what the worker may send ahead and no more. */
export class StreamedResponse implements ResponseSink {
  readonly #waiting: Waiting[] = [];
  #contentType: string | undefined;
  #onBegun: (() => void) | undefined;
  #wake: (() => void) | undefined;
  #ended = false;
  #abandoned = false;

  /** Resolves once the answer has begun. */
  readonly begun = new Promise<void>((resolve) => {
    this.#onBegun = resolve;
  });

  /** Undefined before it has begun. */
  get contentType(): string | undefined {
    return this.#contentType;
  }

  begin(contentType: string): void {
    this.#contentType = contentType;
    this.#onBegun?.();
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#abandoned) return;
    await new Promise<void>((taken) => {
      this.#waiting.push({ chunk, taken });
      this.#wake?.();
    });
  }

  /** Nothing follows. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** The caller is gone: the function goes on, as AWS lets it, and what it still writes is dropped. */
  abandon(): void {
    this.#abandoned = true;
    for (const { taken } of this.#waiting.splice(0)) taken();
    this.#wake?.();
  }

  /** For one reader; who stops reading abandons. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        const [next] = this.#waiting;
        if (next) {
          yield next.chunk;
          // Still there unless the response was abandoned meanwhile.
          this.#waiting.shift()?.taken();
        } else if (this.#ended || this.#abandoned) return;
        else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.abandon();
    }
  }
}
