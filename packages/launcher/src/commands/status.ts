import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../apps/ready.js';
import { runningStart } from '../start/only-start.js';
import type { Command } from './command.js';

/** Says what runs, where, and whether it is well. */
export const status: Command = {
  summary: 'shows what runs, on which ports, and whether it is well',
  options: [],
  async run({ clone, places, settings, print }) {
    const { version } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
    print(`Hearth ${version}, Node ${process.versions.node}, data in ${places.home}`);
    const running = await runningStart(places.home);
    if (!running) {
      print('It does not run. Start it with npm start.');
      return 1;
    }
    print(`It has run since ${running.startedAt}, as process ${running.pid}.`);
    for (const { name, state, pid, restarts } of running.processes) {
      const again = restarts > 0 ? `, started again ${restarts} time${restarts > 1 ? 's' : ''}` : '';
      print(`  ${name.padEnd(9)} ${state}${pid ? ` (pid ${pid})` : ''}${again}`);
    }
    if (settings.DATABASE_URL) print('  Postgres is the one of DATABASE_URL.');
    if (settings.REDIS_URL) print('  Redis is the one of REDIS_URL.');
    const endpoint = await ask(`${running.localApi}/health`);
    const console_ = await ask(`${running.localConsole}/api/health`);
    print(`  Endpoint  ${running.endpoint} ${endpoint.ok ? 'is well' : `is not well: ${endpoint.said}`}`);
    print(`  Console   ${running.console} ${console_.ok ? 'is well' : `is not well: ${console_.said}`}`);
    return endpoint.ok && console_.ok && running.processes.every(({ state }) => state === 'running') ? 0 : 1;
  },
};
