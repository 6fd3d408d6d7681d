import type { ExecutableVersion } from '@hearth/lambda';
import type { SandboxSpec, TmpImage } from '@hearth/sandbox';
import type { VersionInUse } from './code/code-cache.js';
import { hearthPort, runtimeApiPort } from './runtime-process.js';
import type { InstalledRuntime } from './runtimes/installed-runtime.js';

/** AWS: 1,769 MB are one core. */
const megabytesPerCore = 1769;
/** AWS's quota of processes and threads. */
const processesMax = 1024;

/** AWS does not hold a small function to its share of CPU time before its first invocation: it starts as fast as a large one. */
const coresDuringInit = 1;

/** The share of CPU time that comes with an amount of memory. */
export function cpuCoresOf(memoryMegabytes: number): number {
  return memoryMegabytes / megabytesPerCore;
}

/** The sandbox for one environment. Pure. */
export function sandboxSpec(
  target: ExecutableVersion,
  runtime: InstalledRuntime,
  { taskFolder, optFolder }: Pick<VersionInUse, 'taskFolder' | 'optFolder'>,
  tmp: TmpImage,
  env: Readonly<Record<string, string>>,
): SandboxSpec {
  const { memoryMegabytes } = target;
  const heap = runtime.heapFlag && `${runtime.heapFlag.name}=${Math.floor(memoryMegabytes * runtime.heapFlag.shareOfMemory)}`;
  const [program = '', ...flags] = runtime.command;
  return {
    argv: heap ? [program, heap, ...flags] : [program, ...flags],
    env,
    workingDirectory: '/var/task',
    readOnlyMounts: [
      ...runtime.mounts,
      { source: taskFolder, target: '/var/task' },
      ...(optFolder === undefined ? [] : [{ source: optFolder, target: '/opt' }]),
    ],
    memoryMegabytes,
    cpuCores: Math.max(coresDuringInit, cpuCoresOf(memoryMegabytes)),
    maxProcesses: processesMax,
    tmp,
    listenPorts: [runtimeApiPort, hearthPort],
  };
}
