import { rmdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { CannotStart } from '../cannot-start.js';
import { endpoints } from '../settings/endpoints.js';
import { kept } from '../settings/places.js';
import { becomeOnlyStart } from '../start/only-start.js';
import type { Command } from './command.js';

/** Deletes all data and credentials of this clone, so that the next start is a first one. */
export const reset: Command = {
  summary: 'deletes all data and credentials of this clone, after asking',
  options: ['--yes'],
  async run({ clone, places, settings, args, print }) {
    const only = await becomeOnlyStart(places.home, () => ({
      pid: process.pid,
      ...endpoints(settings),
      startedAt: new Date().toISOString(),
      processes: [],
    }));
    if (!only) throw new CannotStart('Hearth runs from this clone.', 'Stop it first, with Ctrl-C where it runs.');
    try {
      if (!args.includes('--yes') && !(await confirmed(basename(clone), [places.home, places.dotHearth]))) {
        print('Nothing was deleted.');
        return 1;
      }
      for (const path of kept(places)) rmSync(path, { recursive: true, force: true });
      for (const folder of [places.home, places.dotHearth]) removeEmpty(folder);
      print(`Deleted all that Hearth kept in ${places.home} and ${places.dotHearth}.`);
      if (settings.DATABASE_URL) print('The database of DATABASE_URL is untouched: drop and create it to be rid of its data.');
      if (settings.REDIS_URL) print('The Redis of REDIS_URL is untouched.');
      return 0;
    } finally {
      only.end();
    }
  },
};

async function confirmed(name: string, folders: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CannotStart('hearth reset asks before it deletes, and nobody can answer here.', 'Add --yes.');
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(
    `This deletes every function, event and credential in\n  ${folders.join('\n  ')}\nType ${name} to go on: `,
  );
  asking.close();
  return answer.trim() === name;
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody keeps something else there, or it never was.
  }
}
