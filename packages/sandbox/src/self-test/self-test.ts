import { fileURLToPath } from 'node:url';
import type { Sandbox, SandboxDriver, TmpImages } from '../driver.js';
import { seccompPolicy } from '../seccomp/policy.js';
import { judgeFindings, parseFindings } from './probe-checks.js';
import type { SelfTestCheck, SelfTestReport } from './self-test-report.js';

const probe = fileURLToPath(new URL('./probe.pl', import.meta.url));
const port = 9001;
const deadlineMilliseconds = 20_000;
const environment = { HEARTH_PROBE: '1' };
const limits = { memoryMegabytes: 64, maxProcesses: 32 };

/**
 * Tries the boundary from within, in two throw-away sandboxes: takes about 0.2 s. A worker whose report says `contained: false`
 * must not serve. Rejects only when no sandbox can be started at all.
 */
export async function selfTest(driver: SandboxDriver, images: TmpImages): Promise<SelfTestReport> {
  const checks = [...(await probeContainment(driver, images)), ...(await probeLimits(driver, images))];
  return { contained: checks.every(({ kind, holds }) => kind === 'limit' || holds), checks };
}

async function probeContainment(driver: SandboxDriver, images: TmpImages): Promise<SelfTestCheck[]> {
  const calls = { ...seccompPolicy.refused, clone3: seccompPolicy.conditional.clone3 };
  const column = process.arch === 'arm64' ? 1 : 0;
  const numbers = Object.entries(calls).flatMap(([name, row]) => (row[column] === null ? [] : `${name}=${row[column]}`));
  const argv = ['/usr/bin/perl', '/probe/probe.pl', String(port), ...numbers];
  const { output } = await runInside(driver, images, argv);
  return judgeFindings(parseFindings(output), Object.keys(environment));
}

async function probeLimits(driver: SandboxDriver, images: TmpImages): Promise<SelfTestCheck[]> {
  const grow = `my $x = 'x' x (${2 * limits.memoryMegabytes} << 20); print "grown\\n"`;
  const fork = 'my $n = 0; while (defined(my $p = fork)) { if (!$p) { sleep 60; exit } last if ++$n > 200 } print "forked $n\\n"';
  const memory = await runInside(driver, images, ['/usr/bin/perl', '-e', grow]);
  const processes = await runInside(driver, images, ['/usr/bin/perl', '-e', fork]);
  const forked = Number(/forked (\d+)/.exec(processes.output)?.[1] ?? Number.POSITIVE_INFINITY);
  return [
    {
      promise: 'The memory limit holds, and exceeding it is told as out of memory',
      kind: 'limit',
      holds: memory.outOfMemory && !memory.output.includes('grown'),
      finding: memory.output.includes('grown')
        ? 'twice the limit could be used'
        : memory.outOfMemory
          ? ''
          : 'the kill was not seen',
    },
    {
      promise: 'The number of processes is limited',
      kind: 'limit',
      holds: forked < limits.maxProcesses,
      finding:
        forked < limits.maxProcesses ? '' : `${forked} processes could be started where ${limits.maxProcesses} are allowed`,
    },
  ];
}

async function runInside(driver: SandboxDriver, images: TmpImages, argv: readonly string[]) {
  const tmp = await images.create(16);
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await driver.start({
      argv,
      env: environment,
      workingDirectory: '/tmp',
      readOnlyMounts: [{ source: probe, target: '/probe/probe.pl' }],
      ...limits,
      cpuCores: 1,
      tmp,
      listenPorts: [port],
    });
    sandbox.setDeadline(deadlineMilliseconds);
    let output = '';
    sandbox.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const drained = new Promise((resolve) => sandbox?.stdout.once('close', resolve));
    const { outOfMemory } = await sandbox.ended;
    await sandbox.kill();
    await drained;
    return { output, outOfMemory };
  } finally {
    await sandbox?.kill();
    await images.remove(tmp);
  }
}
