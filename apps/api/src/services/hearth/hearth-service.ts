import { defineService, type Service } from '@hearth/aws-wire';
import * as hearth from '@hearth/hearth-client';
import type { CallerSessions, ConsoleSignIn, Principal } from '@hearth/iam';
import type { WorkerDirectory } from '@hearth/lambda';
import { listWorkersHandler } from './list-workers.js';
import { signInHandler } from './sign-in.js';

const signInBytesMax = 4_096;

/** Hearth's own operations: what AWS has no operation for. */
export function hearthService(
  passwords: Pick<ConsoleSignIn, 'verifyConsolePassword'>,
  sessions: Pick<CallerSessions, 'sessionToken'>,
  workers: Pick<WorkerDirectory, 'list'>,
): Service<Principal> {
  return defineService<typeof hearth, Principal>({
    module: hearth,
    signingName: 'hearth',
    protocols: ['rest-json'],
    // Whoever can sign may know whether functions can run: the console says so on every page.
    authorization: () => 'none',
    handlers: { ListWorkers: listWorkersHandler(workers) },
    unsignedHandlers: { SignIn: signInHandler(passwords, sessions) },
    bodyBytesMax: { SignIn: signInBytesMax },
  });
}
