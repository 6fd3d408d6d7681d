import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

const megabyte = 1024 * 1024;

/** What one process says, in a file of limited size: at `maxBytes` it moves to `.1`, that to `.2`, and the oldest goes. */
export class LogFile {
  #handle: number;
  #bytes: number;
  readonly #last: string[] = [];

  constructor(
    readonly path: string,
    private readonly maxBytes = 10 * megabyte,
    private readonly keptFiles = 3,
  ) {
    this.#handle = openSync(path, 'a', 0o600);
    this.#bytes = fstatSync(this.#handle).size;
  }

  write(line: string): void {
    this.#last.push(line);
    if (this.#last.length > 20) this.#last.shift();
    if (this.#bytes >= this.maxBytes) this.#rotate();
    this.#bytes += writeSync(this.#handle, `${line}\n`);
  }

  /** What was said last, to explain an end. */
  get tail(): readonly string[] {
    return this.#last;
  }

  #rotate(): void {
    closeSync(this.#handle);
    for (let number = this.keptFiles - 1; number > 0; number--) {
      try {
        renameSync(number === 1 ? this.path : `${this.path}.${number - 1}`, `${this.path}.${number}`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    this.#handle = openSync(this.path, 'w', 0o600);
    this.#bytes = 0;
  }
}
