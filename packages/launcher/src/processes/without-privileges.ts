export type DeathSignal = 'TERM' | 'INT' | 'QUIT' | 'KILL';

/** The command that runs `argv` so that the kernel sends it `signal` as soon as its parent is dead, however the parent died. */
export function boundToParent(argv: readonly string[], signal: DeathSignal): string[] {
  return ['setpriv', '--pdeathsig', signal, '--', ...argv];
}

/** As `boundToParent`, and with no way to gain a privilege; under `uid`, with no capability, when one is given (which takes root). */
export function withoutPrivileges(argv: readonly string[], signal: DeathSignal, uid: number | undefined): string[] {
  const user =
    uid === undefined
      ? []
      : ['--reuid', `${uid}`, '--regid', `${uid}`, '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
  return ['setpriv', ...user, '--no-new-privs', '--pdeathsig', signal, '--', ...argv];
}
