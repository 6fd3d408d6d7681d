import { duration } from './duration.mjs';

const beatMs = { terminal: 250, log: 10_000 };

/** Numbered steps with their durations: one line that counts on a terminal, a line now and then elsewhere. */
export class Progress {
  #done = 0;
  #total;
  #out;

  constructor(total, out) {
    this.#total = total;
    this.#out = out;
  }

  /** Runs `work`, which may call its argument to say what it is doing just now; resolves with its result. */
  async step(title, work) {
    this.#done += 1;
    const head = `[${this.#done}/${this.#total}] ${title}`;
    const terminal = Boolean(this.#out.isTTY);
    const startedMs = performance.now();
    let detail = '';
    const show = (end) => {
      const line = `${head} … ${detail && !end ? `${detail}, ` : ''}${duration(performance.now() - startedMs)}${end}`;
      this.#out.write(terminal ? `\r\x1b[K${line.slice(0, (this.#out.columns || 80) - 1)}${end && '\n'}` : `${line}\n`);
    };
    if (terminal) show('');
    else this.#out.write(`${head} …\n`);
    const beat = setInterval(() => show(''), terminal ? beatMs.terminal : beatMs.log);
    try {
      const result = await work((text) => {
        detail = text;
        if (terminal) show('');
        else this.#out.write(`${head} … ${text}\n`);
      });
      show(' ✓');
      return result;
    } catch (error) {
      show(' ✗');
      throw error;
    } finally {
      clearInterval(beat);
    }
  }
}
