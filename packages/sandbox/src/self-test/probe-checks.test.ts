import { judgeFindings, parseFindings } from './probe-checks.js';

const contained = [
  'done 1',
  ...['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((set) => `${set} 0000000000000000`),
  'NoNewPrivs 1',
  'Seccomp 2',
  'call:mount 1',
  'family:VSOCK refused',
  'family:UNIX worked',
  'family:NETLINK_ROUTE worked',
  'reach:own-listener worked',
  'reach:8.8.8.8:53 refused',
  'routes ',
  'write:/tmp worked',
  'write:/dev/shm worked',
  'write:/etc refused',
  'read:/proc/1/environ refused',
  'fds 0 1 2',
  'environment A',
  'processes 2',
];

/** The promises that do not hold when the probe prints `line` in place of the one that begins alike. */
function brokenBy(line: string): string[] {
  const what = line.slice(0, line.indexOf(' '));
  const output = [...contained.filter((other) => !other.startsWith(`${what} `)), line].join('\n');
  return judgeFindings(parseFindings(output), ['A'])
    .filter(({ holds }) => !holds)
    .map(({ promise }) => promise);
}

describe('judgeFindings', () => {
  it('finds nothing against a sandbox that holds', () => {
    expect(brokenBy('done 1')).toEqual([]);
  });

  it.each([
    ['CapEff 0000000000200000', /capability/],
    ['NoNewPrivs 0', /gain privileges/],
    ['Seccomp 0', /gain privileges/],
    ['call:mount worked', /system call/],
    ['family:VSOCK worked', /socket family/],
    ['reach:8.8.8.8:53 worked', /address/],
    ['reach:own-listener refused', /address/],
    ['routes eth0', /route/],
    ['write:/etc worked', /written/],
    ['write:/tmp refused', /written/],
    ['read:/proc/1/environ worked', /first process/],
    ['fds 0 1 2 7', /descriptors/],
    ['environment A DATABASE_URL', /environment/],
    ['processes 90', /outside/],
    ['done 0', /end/],
  ])('counts "%s" against it', (line, promise) => {
    expect(brokenBy(line)).toEqual([expect.stringMatching(promise)]);
  });

  it('trusts no probe that said nothing', () => {
    expect(judgeFindings(new Map(), []).every(({ holds }) => holds)).toBe(false);
  });
});
