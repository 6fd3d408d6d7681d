import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

const from = (name: string) => import(`../../bin/prepare/${name}.mjs`);

describe('what runs before anything is installed', () => {
  it('refuses a Node that is too old, naming both versions', async () => {
    const { checkMachine } = await from('machine');
    expect(() => checkMachine('18.20.8', 'linux', 'x64')).toThrow(/Node 18\.20\.8; Hearth needs 20\.19 or newer/);
    expect(() => checkMachine('20.18.3', 'linux', 'x64')).toThrow('20.19');
    for (const version of ['20.19.0', '20.20.2', '22.1.0', '26.0.0'])
      expect(() => checkMachine(version, 'linux', 'x64')).not.toThrow();
  });

  it.each(['darwin', 'win32'])('leads %s to containers', async (platform) => {
    const { checkMachine } = await from('machine');
    expect(() => checkMachine('24.0.0', platform, 'arm64')).toThrow('docker compose up');
  });

  it.each([
    ['npm error code ENOTFOUND', 'network'],
    ['npm error ENOSPC: no space left on device', 'disk is full'],
    ['npm error code EUSAGE', 'git checkout'],
    ['something new', 'npm ci'],
  ])('explains %j', async (said, remedyContains) => {
    const { remedyFor } = await from('install-remedy');
    expect(remedyFor(said)).toContain(remedyContains);
  });

  it('knows that another process works with the clone, and then neither installs nor builds', async () => {
    const clone = await mkdtemp(join(tmpdir(), 'hearth-clone-'));
    const { useClone } = await from('clone-use');
    expect(await useClone(clone)).toBe(true);
    expect(await useClone(clone)).toBe(false);
    await writeFile(join(clone, 'package-lock.json'), '{}');
    const { install } = await from('install');
    await expect(install(clone, () => {}, false)).rejects.toThrow('Hearth runs from this clone');
    const { build } = await from('build');
    await build(clone, false);
    expect(await readdir(clone)).toEqual(['package-lock.json']);
    await rm(clone, { recursive: true });
  });

  it('shows each step with its number and duration, one line each, where there is no terminal', async () => {
    const { Progress } = await from('progress');
    let shown = '';
    const out = new Writable({
      write(chunk, _encoding, done) {
        shown += chunk;
        done();
      },
    });
    const progress = new Progress(2, out);
    expect(await progress.step('Building', () => 'built')).toBe('built');
    await expect(progress.step('Migrating', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(shown.split('\n')).toEqual([
      '[1/2] Building …',
      expect.stringMatching(/^\[1\/2\] Building … \d\.\d s ✓$/),
      '[2/2] Migrating …',
      expect.stringMatching(/^\[2\/2\] Migrating … \d\.\d s ✗$/),
      '',
    ]);
  });

  it.each([
    [1_234, '1.2 s'],
    [42_000, '42 s'],
    [125_000, '2 min 5 s'],
  ])('writes %d ms as %s', async (ms, text) => {
    const { duration } = await from('duration');
    expect(duration(ms)).toBe(text);
  });
});
