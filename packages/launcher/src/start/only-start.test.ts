import { randomUUID } from 'node:crypto';
import { becomeOnlyStart, runningStart, type StartReport } from './only-start.js';

const report: StartReport = {
  pid: process.pid,
  endpoint: 'http://127.0.0.1:4566',
  console: 'http://127.0.0.1:4567',
  localApi: 'http://127.0.0.1:4566',
  localConsole: 'http://127.0.0.1:4567',
  startedAt: '2026-11-21T00:00:00.000Z',
  processes: [],
};

describe('becomeOnlyStart', () => {
  it('lets one process have an installation, which tells the others about itself', async () => {
    const home = `/nowhere/${randomUUID()}`;
    expect(await runningStart(home)).toBeNull();
    const only = await becomeOnlyStart(home, () => report);
    expect(await becomeOnlyStart(home, () => report)).toBeNull();
    expect(await runningStart(home)).toEqual(report);
    only!.end();
    expect(await runningStart(home)).toBeNull();
  });

  it('keeps installations apart', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => becomeOnlyStart(`/nowhere/${randomUUID()}`, () => report)));
    expect(one && other).not.toBeNull();
    one!.end();
    other!.end();
  });
});
