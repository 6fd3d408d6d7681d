import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GuardAnswer, GuardRequest, GuardSetup } from './guard-messages.js';

/** Compiled, whether this file itself runs compiled or from its source. */
const program = fileURLToPath(new URL('../../dist/guard/guard.js', import.meta.url));

const SHORT_LIFE_MILLISECONDS = 1_000;
const shortLivesMax = 3;

/**
 * The worker's side of its guard. A guard that dies is replaced at once, so that only killing both at one time leaves remains.
 * One that cannot live at all is given up, and with it the starting of sandboxes.
 */
export class GuardProcess {
  private child!: ChildProcess;
  private closing = false;
  private shortLives = 0;
  private lastId = 0;
  private readonly waiting = new Map<number, (answer: GuardAnswer) => void>();

  constructor(private readonly setup: GuardSetup) {
    this.launch();
  }

  /** Mounts a disk image where the worker and all sandboxes started from now on see it. Returns the loop device's number. */
  async mount(image: string, target: string): Promise<number> {
    const request: GuardRequest = { id: ++this.lastId, image, target };
    const answer = await new Promise<GuardAnswer>((resolve) => {
      this.waiting.set(request.id, resolve);
      this.child.send(request, (error) => error && this.settle({ id: request.id, failure: error.message }));
    });
    if ('failure' in answer) throw new Error(`The image ${image} cannot be mounted: ${answer.failure}`);
    return answer.loopDevice;
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    await exit;
  }

  private launch(): void {
    const launched = performance.now();
    this.child = spawn(process.execPath, ['--max-old-space-size=64', program, JSON.stringify(this.setup)], {
      detached: true,
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', (answer: GuardAnswer) => this.settle(answer));
    this.child.once('exit', () => {
      for (const id of [...this.waiting.keys()]) this.settle({ id, failure: 'the guard process died' });
      this.shortLives = performance.now() - launched < SHORT_LIFE_MILLISECONDS ? this.shortLives + 1 : 0;
      if (!this.closing && this.shortLives < shortLivesMax) this.launch();
    });
  }

  private settle(answer: GuardAnswer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
  }
}
