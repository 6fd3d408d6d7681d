import type { Places } from '../settings/places.js';
import type { Settings } from '../settings/settings.js';

interface CommandContext {
  readonly clone: string;
  readonly settings: Settings;
  readonly places: Places;
  readonly args: readonly string[];
  /** Writes a line to standard output. */
  print(line: string): void;
}

export interface Command {
  /** What it does, for the help text. */
  readonly summary: string;
  /** Options it takes, for the help text. */
  readonly options: readonly string[];
  /** Resolves with the exit code; refuses with `CannotStart`'s kin, which are shown with their remedy. */
  run(context: CommandContext): Promise<number>;
}
