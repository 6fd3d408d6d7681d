import { checks } from '../doctor/checks.js';
import type { Command } from './command.js';

/** Checks all that Hearth needs of this machine; of what is wrong it says why and what to do. */
export const doctor: Command = {
  summary: 'checks this machine: programs, kernel, ports, disk, Postgres, Redis',
  options: [],
  async run({ settings, places, print }) {
    let wrong = 0;
    for (const { subject, examine } of checks) {
      const finding = await examine({ settings, places }).catch((error) => ({
        well: false as const,
        what: error.problem ?? String(error),
        remedy: error.remedy ?? 'This is unforeseen: please report it.',
      }));
      print(`${finding.well ? 'OK  ' : 'BAD '} ${subject.padEnd(18)} ${finding.what}`);
      if (finding.well) continue;
      wrong += 1;
      print(`     ${''.padEnd(18)} → ${finding.remedy.replaceAll('\n', `\n${' '.repeat(26)}`)}`);
    }
    print(wrong === 0 ? 'All is well.' : `${wrong} of ${checks.length} are not well.`);
    return wrong === 0 ? 0 : 1;
  },
};
