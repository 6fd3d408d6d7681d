import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The user that sandboxed processes run as, inside. */
export const sandboxUid = 1000;

const hostFolders = ['/etc/ssl', '/etc/pki', '/etc/alternatives', '/etc/ld.so.cache', '/etc/ca-certificates'];
const emptyFolders = ['dev', 'etc', 'proc', 'tmp', 'usr', 'var/task', 'var/runtime', 'opt', 'run', 'home'];
const files: Readonly<Record<string, string>> = {
  'etc/passwd': `root:x:0:0:root:/:/usr/sbin/nologin\nsandbox:x:${sandboxUid}:${sandboxUid}::/tmp:/bin/sh\n`,
  'etc/group': `root:x:0:\nsandbox:x:${sandboxUid}:\n`,
  'etc/hosts': '127.0.0.1 localhost\n',
  'etc/resolv.conf': 'options attempts:1 timeout:1\n',
  'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
};
const initFolder = '.init';

export interface HostMount {
  readonly source: string;
  readonly target: string;
}

/**
 * The root folder that all sandboxes of one owner share, read-only: the system's own programs and libraries, and a made-up /etc.
 * Nothing in it tells one sandbox of another.
 */
export class Rootfs {
  /** How the first process is started, as paths inside. */
  readonly initCommand = [`/${initFolder}/perl`, `/${initFolder}/init.pl`] as const;
  readonly mounts: readonly HostMount[];

  constructor(readonly folder: string) {
    for (const name of ['', ...emptyFolders, initFolder]) makeFolder(join(folder, name));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o644 });
    this.mounts = [
      { source: '/usr', target: '/usr' },
      ...hostFolders.filter((path) => existsSync(path)).map((path) => ({ source: path, target: path })),
      ...this.takeOver(['/bin', '/sbin', '/lib', '/lib64', '/lib32']),
    ];
    for (const { source, target } of this.mounts) this.makeTarget(source, target);
    this.makeInit();
  }

  /** Prepares the place where something of the host will be mounted. */
  makeTarget(source: string, target: string): void {
    const place = join(this.folder, target);
    if (existsSync(place)) return;
    if (statSync(source).isDirectory()) {
      makeFolder(place);
    } else {
      makeFolder(dirname(place));
      writeFileSync(place, '');
    }
  }

  /** Most systems have these as links into /usr; where they are folders they are mounted. */
  private takeOver(paths: readonly string[]): HostMount[] {
    return paths
      .filter((path) => existsSync(path))
      .flatMap((path) => {
        if (!lstatSync(path).isSymbolicLink()) return { source: path, target: path };
        symlinkSync(readlinkSync(path), join(this.folder, path));
        return [];
      });
  }

  /**
   * A program that its own user may run but not read is not dumpable: the sandboxed processes, which have the same user, cannot
   * write to the first process's memory or open the descriptor that leads to the worker.
   */
  private makeInit(): void {
    const perl = join(this.folder, initFolder, 'perl');
    copyFileSync('/usr/bin/perl', perl);
    chmodSync(perl, 0o711);
    const script = join(this.folder, initFolder, 'init.pl');
    copyFileSync(fileURLToPath(new URL('./init/init.pl', import.meta.url)), script);
    chmodSync(script, 0o644);
  }
}

/** Readable by every user whatever the umask is. */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}
