import { readConfig } from '../../config.mjs';

export type Config = ReturnType<typeof readConfig>;

let read: Config | undefined;

/** The console's settings, read from the environment once. */
export function config(): Config {
  read ??= readConfig(process.env);
  return read;
}
