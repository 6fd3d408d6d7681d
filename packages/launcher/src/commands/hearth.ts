import { CannotStart } from '../cannot-start.js';
import { isRoot } from '../machine/user-ids.js';
import { places } from '../settings/places.js';
import { settings as readSettings } from '../settings/settings.js';
import type { Command } from './command.js';
import { doctor } from './doctor.js';
import { env } from './env.js';
import { reset } from './reset.js';
import { status } from './status.js';

const commands = { env, status, doctor, reset } satisfies Record<string, Command>;
type CommandName = keyof typeof commands;

/** Runs one `hearth` command; resolves with its exit code: 0 when all is well. Refuses a wrong command line with `CannotStart`. */
export async function hearth(
  clone: string,
  argv: readonly string[],
  print = (line: string) => console.log(line),
): Promise<number> {
  const [name = '--help', ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help' || args.includes('--help')) {
    print(help());
    return 0;
  }
  if (!isCommandName(name)) throw new CannotStart(`hearth has no command ${name}.`, help());
  const command: Command = commands[name];
  const unknown = args.find((arg) => !command.options.includes(arg));
  if (unknown) throw new CannotStart(`hearth ${name} has no option ${unknown}.`, help());
  const settings = readSettings(process.env);
  return command.run({ clone, settings, places: places(clone, settings, isRoot()), args, print });
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

export function help(): string {
  const rows = Object.entries(commands).map(([name, { summary, options }]: [string, Command]) => {
    const usage = [name, ...options.map((option) => `[${option}]`)].join(' ');
    return `  ${usage.padEnd(16)}${summary}`;
  });
  return [
    'Usage: npx --no-install hearth <command>',
    '',
    ...rows,
    '',
    'Hearth itself is started with npm start, and stopped with Ctrl-C.',
  ].join('\n');
}
