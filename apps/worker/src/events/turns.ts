/** Lets many work side by side, or one alone. Whoever is to be alone waits for those at work and holds back those who come later. */
export class Turns {
  private atWork = 0;
  private lastAlone: Promise<void> = Promise.resolve();
  private waitingAlone = 0;
  private becameIdle: (() => void) | undefined;

  async together<T>(work: () => Promise<T>): Promise<T> {
    while (this.waitingAlone > 0) await this.lastAlone;
    this.atWork++;
    try {
      return await work();
    } finally {
      this.atWork--;
      if (this.atWork === 0) this.becameIdle?.();
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.waitingAlone++;
    const before = this.lastAlone;
    let leave = () => {};
    this.lastAlone = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    if (this.atWork > 0) {
      await new Promise<void>((resolve) => {
        this.becameIdle = resolve;
      });
      this.becameIdle = undefined;
    }
    try {
      return await work();
    } finally {
      this.waitingAlone--;
      leave();
    }
  }
}
