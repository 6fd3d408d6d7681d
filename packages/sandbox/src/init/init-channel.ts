import { EventEmitter, once } from 'node:events';
import type { Duplex } from 'node:stream';

interface InitCommand {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

/** The worker's end of the line to a sandbox's first process; init.pl describes the words. The sandbox ends when it closes. */
export class InitChannel {
  /** The wait status of the started process, once it is known. */
  status: number | undefined;
  private readonly said = new EventEmitter();
  private unfinished = '';

  constructor(private readonly line: Duplex) {
    line.setEncoding('utf8');
    line.on('data', (text: string) => this.hear(text));
    line.on('error', () => {});
  }

  /** Resolves when the first process runs. */
  async up(): Promise<void> {
    await once(this.said, 'up');
  }

  /** Resolves when the command has been started; rejects with the reason when it cannot be. */
  async start({ argv, env, workingDirectory }: InitCommand): Promise<void> {
    const words = [
      workingDirectory,
      String(argv.length),
      ...argv,
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ];
    if (words.some((word) => word.includes('\0')))
      throw new Error('Arguments and environment of a sandbox cannot hold NUL characters');
    const bytes = Buffer.from(words.join('\0'));
    this.line.write(Buffer.concat([Buffer.from(`start ${bytes.length}\n`), bytes]));
    const [failure] = await once(this.said, 'running');
    if (failure) throw new Error(`The sandbox's command cannot be started: ${failure}`);
  }

  setDeadline(milliseconds: number | null): void {
    this.line.write(milliseconds === null ? 'deadline none\n' : `deadline ${milliseconds / 1000}\n`);
  }

  freeze(): void {
    this.line.write('freeze\n');
  }

  thaw(): void {
    this.line.write('thaw\n');
  }

  /** Resolves when everything has been heard. */
  async closed(): Promise<void> {
    // Not events.once, which rejects on an error: a process that is killed with words unread resets the line before it closes.
    if (!this.line.closed) await new Promise((resolve) => this.line.once('close', resolve));
  }

  close(): void {
    this.line.destroy();
  }

  private hear(text: string): void {
    const lines = (this.unfinished + text).split('\n');
    this.unfinished = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'up') this.said.emit('up');
      else if (line === 'running') this.said.emit('running');
      else if (line.startsWith('failed ')) this.said.emit('running', line.slice('failed '.length));
      else if (line.startsWith('status ')) this.status = Number(line.slice('status '.length));
    }
  }
}
