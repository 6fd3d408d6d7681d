import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Isolation } from './isolation.js';
import { ociConfig } from './oci-config.js';

/** crun or runc. Their own cgroup handling is avoided or ignored: the worker owns the cgroups. */
export class OciRuntime implements Isolation {
  constructor(
    readonly name: 'crun' | 'runc',
    private readonly stateFolder: string,
  ) {}

  command(bundle: Bundle): readonly string[] {
    writeFileSync(join(bundle.folder, 'config.json'), JSON.stringify(ociConfig(bundle)));
    return [
      this.name,
      '--root',
      this.stateFolder,
      '--log',
      logOf(bundle),
      ...(this.name === 'crun' ? ['--cgroup-manager', 'disabled'] : []),
      'run',
      '--bundle',
      bundle.folder,
      '--pid-file',
      pidFileOf(bundle),
      '--preserve-fds',
      '1',
      bundle.id,
    ];
  }

  initPid(bundle: Bundle): number {
    return Number(readFileSync(pidFileOf(bundle), 'utf8'));
  }

  failure(bundle: Bundle): string {
    try {
      return readFileSync(logOf(bundle), 'utf8').trim();
    } catch {
      return `${this.name} said nothing`;
    }
  }

  forget(bundle: Bundle): void {
    rmSync(join(this.stateFolder, bundle.id), { recursive: true, force: true });
  }
}

function logOf(bundle: Bundle): string {
  return join(bundle.folder, 'log');
}

function pidFileOf(bundle: Bundle): string {
  return join(bundle.folder, 'pid');
}
