import { WireError } from '../errors/wire-error.js';

const SECOND = 1_000;
const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

export interface LargeBodiesSettings {
  readonly heldBytesMax: number;
  /** Asked only of senders whom somebody waits for. */
  readonly bytesPerSecondMin: number;
  readonly graceMilliseconds: number;
}

/** Three of the largest at once, and a megabit a second of whoever makes others wait. */
const defaults: LargeBodiesSettings = {
  heldBytesMax: 3 * 72 * MEGABYTE,
  bytesPerSecondMin: 128 * KILOBYTE,
  graceMilliseconds: 30 * SECOND,
};

/**
 * Limits how many bytes of large bodies one process holds at once. Whoever finds no room waits for it, first come, first served, while the
 * rest of the body waits on the network. A sender too slow for those who wait loses its room, and its request with it.
 */
export class LargeBodies {
  readonly #settings: LargeBodiesSettings;
  readonly #waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  readonly #sending = new Set<Sender>();
  #heldBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    settings: Partial<LargeBodiesSettings> = {},
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.#settings = { ...defaults, ...settings };
  }

  /** Runs `work`, which may take room once; whatever becomes of it the room is free again afterwards. */
  async hold<T>(work: (room: BodyRoom) => Promise<T>): Promise<T> {
    let heldBytes = 0;
    const take: BodyRoom['take'] = async (bytes, receive) => {
      await this.#enter(bytes);
      heldBytes = bytes;
      return this.#receive(receive);
    };
    try {
      return await work({ take });
    } finally {
      if (heldBytes > 0) this.#leave(heldBytes);
    }
  }

  /** What is larger than all the room there is waits until it is alone. */
  async #enter(bytes: number): Promise<void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      this.#timer ??= setInterval(() => this.#dismissSlow(), 1 * SECOND).unref();
      await new Promise<void>((enter) => this.#waiting.push({ bytes, enter }));
    } else this.#heldBytes += bytes;
  }

  #leave(bytes: number): void {
    this.#heldBytes -= bytes;
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#heldBytes += next.bytes;
      next.enter();
    }
    if (this.#waiting.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #fits(bytes: number): boolean {
    return this.#heldBytes === 0 || this.#heldBytes + bytes <= this.#settings.heldBytesMax;
  }

  async #receive<T>(receive: (progress: (bytes: number) => void) => Promise<T>): Promise<T> {
    const sender = new Sender(this.clock());
    this.#sending.add(sender);
    try {
      return await Promise.race([receive((bytes) => sender.sent(bytes)), sender.dismissed]);
    } finally {
      this.#sending.delete(sender);
    }
  }

  #dismissSlow(): void {
    const nowMs = this.clock();
    const { graceMilliseconds, bytesPerSecondMin } = this.#settings;
    for (const sender of this.#sending) {
      const seconds = (nowMs - sender.startedMs - graceMilliseconds) / SECOND;
      if (sender.bytes < seconds * bytesPerSecondMin) sender.dismiss();
    }
  }
}

export interface BodyRoom {
  /** Waits for room and receives the body into it. `receive` says what has arrived. Refuses with RequestTimeout. */
  take<T>(bytes: number, receive: (progress: (bytes: number) => void) => Promise<T>): Promise<T>;
}

class Sender {
  bytes = 0;
  readonly dismissed: Promise<never>;
  #isDismissed = false;
  #reject!: (error: WireError) => void;

  constructor(readonly startedMs: number) {
    this.dismissed = new Promise((_, reject) => {
      this.#reject = reject;
    });
  }

  /** Throws once the sender was dismissed, so that nothing more is taken from it. */
  sent(bytes: number): void {
    if (this.#isDismissed) throw tooSlow();
    this.bytes += bytes;
  }

  dismiss(): void {
    this.#isDismissed = true;
    this.#reject(tooSlow());
  }
}

const tooSlow = () =>
  new WireError(
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
  );
