import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisProgram, underItsNames } from '../redis/redis-program.js';
import { aptUnpack } from './apt.js';

describe('aptUnpack', () => {
  it('brings a Redis that runs from a folder, without installing anything', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-unpack-'));
    try {
      chmodSync(folder, 0o777);
      await aptUnpack('redis-tools', folder);
      const found = redisProgram(folder, () => null);
      const { server, libraryPath } = underItsNames(found!, folder);
      const version = execFileSync(server, ['--version'], { env: { LD_LIBRARY_PATH: libraryPath! }, encoding: 'utf8' });
      expect(server.startsWith(folder)).toBe(true);
      expect(version).toMatch(/^Redis server v=\d/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
