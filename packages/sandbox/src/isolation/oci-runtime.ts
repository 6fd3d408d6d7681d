import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Isolation } from './isolation.js';
import { ociConfig } from './oci-config.js';
import { untilKnown } from './until-known.js';

const pidFile = 'pid';

/** crun or runc. Their own cgroup handling is avoided or ignored: the worker owns the cgroups. */
export class OciRuntime implements Isolation {
  constructor(
    readonly name: 'crun' | 'runc',
    private readonly stateFolder: string,
    /** runc insists on a cgroup of its own for each sandbox, out of which the worker takes the first process at once. */
    private readonly cgroupFolder: string,
  ) {}

  command(bundle: Bundle): readonly string[] {
    writeFileSync(
      join(bundle.folder, 'config.json'),
      JSON.stringify(ociConfig(bundle, join(this.cgroupFolder, `${this.name}-${bundle.id}`))),
    );
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
      join(bundle.folder, pidFile),
      '--preserve-fds',
      '1',
      bundle.id,
    ];
  }

  files(): readonly string[] {
    return [];
  }

  async initPid(bundle: Bundle): Promise<number> {
    return untilKnown(() => Number(readFileSync(join(bundle.folder, pidFile), 'utf8')));
  }

  failure(bundle: Bundle): string {
    return readFileSync(logOf(bundle), 'utf8').trim();
  }

  forget(bundle: Bundle): void {
    rmSync(join(this.stateFolder, bundle.id), { recursive: true, force: true });
  }
}

function logOf(bundle: Bundle): string {
  return join(bundle.folder, 'log');
}
