import { CannotStart } from '../cannot-start.js';
import { isFree } from '../machine/free-port.js';
import { portHolder } from '../machine/port-holder.js';
import type { Settings } from '../settings/settings.js';

/** Refuses when somebody else listens where the API or the console would, naming whom and the variable to change. */
export async function requireFreePorts(settings: Settings): Promise<void> {
  for (const variable of ['HEARTH_LISTEN', 'HEARTH_CONSOLE_LISTEN'] as const) {
    const { host, port } = settings[variable];
    if (await isFree(port, host)) continue;
    const holder = portHolder(port);
    throw new CannotStart(
      `Port ${port} on ${host} is in use${holder ? ` by ${holder}` : ''}.`,
      `End that program, or choose another port: ${variable}=${host}:${port + 10} npm start`,
    );
  }
}
