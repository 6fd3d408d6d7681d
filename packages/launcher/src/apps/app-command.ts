import { join } from 'node:path';
import { workerCommand } from '@hearth/sandbox';
import type { UserIds } from '../machine/user-ids.js';
import { boundToParent, withoutPrivileges } from '../processes/without-privileges.js';
import type { AppName } from './app-environment.js';
import type { ClonePassage } from './private-clone.js';

const entries: Record<AppName, string> = {
  api: 'apps/api/dist/main.js',
  worker: 'apps/worker/dist/main.js',
  console: 'apps/console/server.mjs',
};

/**
 * The command that runs an app. The worker keeps our rights, which isolating functions takes; the others have none.
 * Each ends with its parent: what holds no state at once, the worker after it has put its sandboxes away.
 */
export function appCommand(app: AppName, clone: string, passage: ClonePassage, users: Partial<UserIds>): string[] {
  if (app === 'worker') return boundToParent(workerCommand([process.execPath, join(clone, entries.worker)]), 'TERM');
  const uid = passage.ownUser ? users[app] : undefined;
  const argv = [passage.node, join(passage.clone, entries[app])];
  return passage.wrap(withoutPrivileges(argv, 'KILL', uid));
}
