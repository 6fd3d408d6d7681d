import { listeningFails } from '../machine/free-port.js';
import { portHolder } from '../machine/port-holder.js';
import type { Settings } from '../settings/settings.js';

export type ListenVariable = 'HEARTH_LISTEN' | 'HEARTH_CONSOLE_LISTEN';

export interface PortProblem {
  readonly problem: string;
  readonly remedy: string;
}

/** Why nothing could listen now where `variable` says, and what to do about it; null when a server could. */
export async function portProblem(variable: ListenVariable, settings: Settings): Promise<PortProblem | null> {
  const { host, port } = settings[variable];
  const code = await listeningFails(port, host);
  if (code === null) return null;
  if (code === 'EADDRINUSE') {
    const holder = portHolder(port);
    const other = `${variable}=${host}:${port + 10 > 65_535 ? port - 10 : port + 10} npm start`;
    return {
      problem: `Port ${port} on ${host} is in use${holder ? ` by ${holder}` : ''}.`,
      remedy: `End that program, or choose another port: ${other}`,
    };
  }
  if (code === 'EACCES') {
    return {
      problem: `This user may not listen on port ${port}.`,
      remedy: `Choose a port from 1024 up with ${variable}, or start Hearth as root.`,
    };
  }
  return {
    problem: `${host} is no address of this machine to listen on (${code}).`,
    remedy: `Set ${variable} to one that is, such as 127.0.0.1:${port}.`,
  };
}
