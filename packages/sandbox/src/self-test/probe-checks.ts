import type { SelfTestCheck } from './self-test-report.js';

type ProbeFindings = ReadonlyMap<string, string>;

/** What the probe printed, one finding a line. */
export function parseFindings(output: string): ProbeFindings {
  return new Map(
    output
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const space = line.indexOf(' ');
        return [line.slice(0, space), line.slice(space + 1)];
      }),
  );
}

/** Judges what the probe could do inside. Everything it did not get to say counts against the sandbox. */
export function judgeFindings(found: ProbeFindings, environment: readonly string[]): SelfTestCheck[] {
  const worked = (prefix: string, allowed: readonly string[] = []) =>
    [...found]
      .filter(([what, result]) => what.startsWith(prefix) && result === 'worked' && !allowed.includes(what))
      .map(([what]) => what);
  const equals = (what: string, expected: string) =>
    found.get(what) === expected ? [] : [`${what} is ${found.get(what) ?? 'unknown'}`];
  const missing = (needed: readonly string[]) =>
    needed.filter((what) => found.get(what) !== 'worked').map((what) => `${what} failed`);
  const own = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'];
  const rows: [string, readonly string[]][] = [
    ['The probe ran to its end', equals('done', '1')],
    ['No process has a capability', own.flatMap((set) => equals(set, '0000000000000000'))],
    [
      'No process can gain privileges, and every one runs under the system call filter',
      [...equals('NoNewPrivs', '1'), ...equals('Seccomp', '2')],
    ],
    ['No forbidden system call works', worked('call:')],
    [
      'No socket family works but UNIX, INET, INET6 and NETLINK_ROUTE',
      worked('family:', ['family:UNIX', 'family:NETLINK_ROUTE']),
    ],
    [
      'No address can be reached but the listeners that were handed in',
      [...worked('reach:', ['reach:own-listener']), ...missing(['reach:own-listener'])],
    ],
    ['No route leads out of the sandbox', equals('routes', '')],
    [
      'Nothing can be written but /tmp and /dev/shm',
      [...worked('write:', ['write:/tmp', 'write:/dev/shm']), ...missing(['write:/tmp', 'write:/dev/shm'])],
    ],
    [
      'The kernel, the program files and the first process cannot be written to or read out',
      [...worked('open-for-writing:'), ...worked('read:')],
    ],
    ['Only the standard file descriptors are inherited', equals('fds', '0 1 2')],
    ['Nothing of the environment outside is inherited', equals('environment', [...environment].sort().join(' '))],
    ['No process outside can be seen', equals('processes', '2')],
  ];
  return rows.map(([promise, against]) => ({
    promise,
    kind: 'containment',
    holds: against.length === 0,
    finding: against.join(', '),
  }));
}
