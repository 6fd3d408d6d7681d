import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxMemory } from '../driver.js';
import type { InitChannel } from '../init/init-channel.js';
import type { Confinement } from './privileges.js';

const POLL_MILLISECONDS = 2;

/** Holds a sandbox by its pid namespace alone: who kills the first process in it kills all. */
export class SignalConfinement implements Confinement {
  private first: { readonly pid: number; readonly channel: InitChannel } | undefined;
  private peakBytes = 0;

  async add(pid: number, _limits: unknown, channel: InitChannel): Promise<void> {
    this.first = { pid, channel };
  }

  freeze(): void {
    this.first?.channel.freeze();
  }

  thaw(): void {
    this.first?.channel.thaw();
  }

  /** CPU time cannot be limited without cgroups; `unenforced` says so. */
  setCpuCores(_cores: number): void {}

  /** The sum of what each process that is alive at the time of a call has used at its highest. */
  memory(): SandboxMemory {
    const now = this.first ? descendants(this.first.pid).reduce((sum, pid) => sum + highWaterBytes(pid), 0) : 0;
    this.peakBytes = Math.max(this.peakBytes, now);
    return { peakBytes: this.peakBytes, outOfMemoryKills: 0 };
  }

  async kill(): Promise<void> {
    this.memory();
    for (const { first } = this; first && signal(first.pid); ) await sleep(POLL_MILLISECONDS);
    this.first = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
  }
}

/** False once the process is gone. */
function signal(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

function descendants(pid: number): number[] {
  const children = readOrEmpty(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function highWaterBytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
