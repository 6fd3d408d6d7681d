import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.js';
import { writeSecret } from '../machine/write-secret.js';
import { withoutPrivileges } from '../processes/without-privileges.js';
import type { PostgresBinaries } from './binaries.js';

// initdb insists on a user that has a name; every Linux has this one.
const nobody = 65534;
const asNobody = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];

/** Makes a data folder in one step, so that a crash never leaves half of one; refuses one of another major version. */
export function preparedDataFolder(
  folder: string,
  binaries: PostgresBinaries,
  password: string,
  uid: number | undefined,
): string {
  const data = join(folder, 'data');
  if (existsSync(data)) {
    refuseOtherVersion(data, binaries.majorVersion);
    return data;
  }
  for (const name of readdirSync(folder)) if (name.startsWith('initdb-')) rmSync(join(folder, name), { recursive: true });
  const draft = mkdtempSync(join(folder, 'initdb-'));
  const passwordFile = join(draft, 'password');
  writeSecret(passwordFile, password, uid === undefined ? undefined : nobody);
  if (uid !== undefined) chownSync(draft, nobody, nobody);
  initialise(join(draft, 'data'), passwordFile, binaries.initdb, uid);
  if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${uid}`, join(draft, 'data')]);
  chmodSync(join(draft, 'data'), 0o700);
  renameSync(join(draft, 'data'), data);
  rmSync(draft, { recursive: true });
  return data;
}

function initialise(data: string, passwordFile: string, initdb: string, uid: number | undefined): void {
  const argv = [initdb, '-D', data, '-U', 'hearth', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'];
  argv.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions');
  const named = uid === undefined && !haveName() ? [...asNobody, ...argv] : argv;
  const [program, ...args] = withoutPrivileges(named, 'KILL', uid === undefined ? undefined : nobody);
  try {
    execFileSync(program!, args, {
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const words = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new CannotStart(
      `Postgres could not create its data folder ${data}:\n${words}`,
      'Check that the disk has room and allows writing.',
    );
  }
}

function haveName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function refuseOtherVersion(data: string, majorVersion: number): void {
  const made = Number.parseInt(readFileSync(join(data, 'PG_VERSION'), 'utf8'), 10);
  if (made === majorVersion) return;
  throw new CannotStart(
    `The data in ${data} was made by Postgres ${made}; this release of Hearth brings Postgres ${majorVersion}.`,
    `Run the release that made it, or move the data with pg_dump and pg_restore; \`npx --no-install hearth reset\` starts over without it.`,
  );
}
