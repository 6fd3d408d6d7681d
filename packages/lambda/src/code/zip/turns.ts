import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long one piece of work may keep the process from its other work at a time. */
const turnMilliseconds = 5;

/** Divides long work into turns: `if (turns.isOver) await turns.next()`. */
export class Turns {
  #began = performance.now();

  get isOver(): boolean {
    return performance.now() - this.#began >= turnMilliseconds;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.#began = performance.now();
  }
}
