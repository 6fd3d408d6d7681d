import { execFile } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SelfTestReport } from '../src/self-test/self-test-report.js';

const run = promisify(execFile);
const unprivilegedUid = 200_002;
const here = dirname(fileURLToPath(import.meta.url));

describe('the bwrap sandbox driver without root', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-without-root-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('contains what runs inside, runs Node in 128 MB, says which limits it cannot enforce, freezes, keeps deadlines and leaves nothing', async () => {
    const stateFolder = prepare(folder);
    const command = [process.execPath, join(folder, 'sandbox/without-root-program.mjs'), stateFolder];
    const become = ['setpriv', '--reuid', String(unprivilegedUid), '--regid', String(unprivilegedUid), '--clear-groups', '--'];
    const [program = '', ...args] = process.getuid?.() === 0 ? [...become, ...command] : command;
    const found: Found = JSON.parse((await run(program, args, { cwd: folder })).stdout);

    expect(found.name).toBe('bwrap');
    expect(found.unenforced).toEqual(
      expect.arrayContaining([expect.stringMatching(/^CPU time/), expect.stringMatching(/^Memory/)]),
    );
    expect(found.report.checks.filter(({ kind, holds }) => kind === 'containment' && !holds)).toEqual([]);
    expect(found.report.contained).toBe(true);
    expect(found.nodeVersion).toBe(process.version);
    expect(found.printedWhileFrozen).toBe(0);
    expect(found.printedAfterThaw).toBeGreaterThan(0);
    expect(found.endAtDeadline).toMatchObject({ signal: 'SIGKILL' });
    expect(found.left).toEqual([]);
  });
});

interface Found {
  readonly name: string;
  readonly unenforced: readonly string[];
  readonly report: SelfTestReport;
  readonly nodeVersion: string;
  readonly printedWhileFrozen: number;
  readonly printedAfterThaw: number;
  readonly endAtDeadline: unknown;
  readonly left: readonly string[];
}

/** A copy of the package that every user can read, wherever this clone lies, and a folder that the other user may write to. */
function prepare(folder: string): string {
  const modules = dirname(dirname(createRequire(import.meta.url).resolve('koffi')));
  for (const name of ['koffi', '@koromix']) cpSync(join(modules, name), join(folder, 'node_modules', name), { recursive: true });
  for (const name of ['dist', 'package.json']) cpSync(join(here, '..', name), join(folder, 'sandbox', name), { recursive: true });
  cpSync(join(here, 'without-root-program.mjs'), join(folder, 'sandbox/without-root-program.mjs'));
  chmodSync(folder, 0o755);
  const stateFolder = join(folder, 'state');
  mkdirSync(stateFolder);
  if (process.getuid?.() === 0) chownSync(stateFolder, unprivilegedUid, unprivilegedUid);
  return stateFolder;
}
