import { defineService, type Service } from '@hearth/aws-wire';
import * as hearth from '@hearth/hearth-client';
import type { CallerSessions, ConsoleSignIn, Principal } from '@hearth/iam';
import type { Quotas, Scope, WorkerDirectory } from '@hearth/lambda';
import { authorizeHearth } from './authorize-hearth.js';
import { listWorkersHandler } from './list-workers.js';
import { quotaHandlers } from './quota-handlers.js';
import { signInHandler } from './sign-in.js';

const signInBytesMax = 4_096;

/** Hearth's own operations: what AWS has no operation for. */
export function hearthService(
  passwords: Pick<ConsoleSignIn, 'verifyConsolePassword'>,
  sessions: Pick<CallerSessions, 'sessionToken'>,
  workers: Pick<WorkerDirectory, 'list'>,
  quotas: Quotas,
  quotasChanged: (scope: Scope) => Promise<void>,
): Service<Principal> {
  return defineService<typeof hearth, Principal>({
    module: hearth,
    signingName: 'hearth',
    protocols: ['rest-json'],
    authorization: authorizeHearth,
    handlers: { ListWorkers: listWorkersHandler(workers), ...quotaHandlers(quotas, quotasChanged) },
    unsignedHandlers: { SignIn: signInHandler(passwords, sessions) },
    bodyBytesMax: { SignIn: signInBytesMax },
  });
}
