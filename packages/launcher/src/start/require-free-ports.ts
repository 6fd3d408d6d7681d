import { CannotStart } from '../cannot-start.js';
import type { Settings } from '../settings/settings.js';
import { portProblem } from './port-problem.js';

/** Refuses when the API or the console could not listen where it should, naming why and the variable to change. */
export async function requireFreePorts(settings: Settings): Promise<void> {
  for (const variable of ['HEARTH_LISTEN', 'HEARTH_CONSOLE_LISTEN'] as const) {
    const found = await portProblem(variable, settings);
    if (found) throw new CannotStart(found.problem, found.remedy);
  }
}
