import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file.js';

describe('LogFile', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-log-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps the newest lines in files of limited size and number', () => {
    const log = new LogFile(join(folder, 'api.log'), 100, 3);
    for (let line = 0; line < 200; line++) log.write(`line ${line}`);
    expect(readdirSync(folder).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(120);
    const newest = `${readFileSync(join(folder, 'api.log.1'), 'utf8')}${readFileSync(join(folder, 'api.log'), 'utf8')}`;
    expect(newest.trimEnd().endsWith('line 198\nline 199')).toBe(true);
    expect(log.tail.at(-1)).toBe('line 199');
  });

  it('goes on where an earlier start ended', () => {
    new LogFile(join(folder, 'api.log')).write('first start');
    new LogFile(join(folder, 'api.log')).write('second start');
    expect(readFileSync(join(folder, 'api.log'), 'utf8')).toBe('first start\nsecond start\n');
  });
});
