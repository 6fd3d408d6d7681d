import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDriver, type Sandbox, type SandboxDriver, type SandboxSpec, TmpImageStore } from '@hearth/sandbox';

/** Runs hostile Perl in sandboxes of the machine's default driver. */
export class Attacker {
  private constructor(
    private readonly stateFolder: string,
    private readonly driver: SandboxDriver,
    private readonly images: TmpImageStore,
  ) {}

  static async open(): Promise<Attacker> {
    const stateFolder = mkdtempSync(join(tmpdir(), 'hearth-abuse-'));
    return new Attacker(
      stateFolder,
      await openDriver({ preference: 'auto', stateFolder }),
      await TmpImageStore.open(stateFolder),
    );
  }

  async close(): Promise<void> {
    await this.driver.close();
    this.images.close();
    rmSync(this.stateFolder, { recursive: true });
  }

  async start(perl: string, more: Partial<SandboxSpec> = {}): Promise<Sandbox> {
    return this.driver.start({
      argv: ['/usr/bin/perl', '-e', `$| = 1; ${perl}`],
      env: {},
      workingDirectory: '/tmp',
      readOnlyMounts: [],
      memoryMegabytes: 128,
      cpuCores: 1,
      maxProcesses: 64,
      tmp: await this.images.create(64),
      listenPorts: [9001],
      ...more,
    });
  }

  /** What the script printed by its end. */
  async run(perl: string, more: Partial<SandboxSpec> = {}): Promise<string> {
    const sandbox = await this.start(perl, more);
    sandbox.setDeadline(20_000);
    let printed = '';
    for await (const text of sandbox.stdout.setEncoding('utf8')) printed += text;
    await sandbox.kill();
    return printed.trim();
  }
}
