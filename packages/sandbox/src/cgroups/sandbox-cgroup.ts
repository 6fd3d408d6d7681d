import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxMemory } from '../driver.js';
import type { Confinement } from '../privileges/privileges.js';
import { cgroupRoot } from './cgroup-root.js';
import type { Controller, Hierarchies } from './hierarchies.js';
import { killCgroup } from './kill-cgroup.js';

/** Short, so that a small share comes in small pauses: with the usual 100 ms, one exhausted quota costs an invocation up to 93 ms. */
const PERIOD_MICROSECONDS = 20_000;
/** The kernel takes no smaller quota. */
const QUOTA_MICROSECONDS_MIN = 1_000;
const SHARES_PER_CORE = 1024;
const WEIGHT_PER_CORE = 100;

type CgroupLimits = Parameters<Confinement['add']>[1];

/** One sandbox's cgroups, made, written and removed by the worker itself: one folder in each hierarchy that holds a controller. */
export class SandboxCgroup implements Confinement {
  private readonly folders: readonly string[];

  constructor(
    private readonly hierarchies: Hierarchies,
    private readonly owner: string,
    private readonly name: string,
  ) {
    this.folders = [...new Set(Object.values(hierarchies.of).map((hierarchy) => this.folderIn(hierarchy.mountPoint)))];
    for (const folder of this.folders) mkdirSync(folder);
  }

  private limit({ memoryMegabytes, cpuCores, maxProcesses }: CgroupLimits): void {
    const bytes = String(memoryMegabytes * 1024 * 1024);
    this.set('memory', { 1: ['memory.limit_in_bytes', bytes], 2: ['memory.max', bytes] });
    this.setIfThere('memory', { 1: ['memory.memsw.limit_in_bytes', bytes], 2: ['memory.swap.max', '0'] });
    this.set('pids', { 1: ['pids.max', String(maxProcesses)], 2: ['pids.max', String(maxProcesses)] });
    this.setIfThere('cpu', { 1: ['cpu.cfs_period_us', String(PERIOD_MICROSECONDS)] });
    this.setCpuCores(cpuCores);
  }

  setCpuCores(cpuCores: number): void {
    const quota = Math.max(QUOTA_MICROSECONDS_MIN, Math.round(cpuCores * PERIOD_MICROSECONDS));
    this.set('cpu', { 1: ['cpu.cfs_quota_us', String(quota)], 2: ['cpu.max', `${quota} ${PERIOD_MICROSECONDS}`] });
    this.set('cpu', {
      1: ['cpu.shares', String(Math.max(2, Math.round(cpuCores * SHARES_PER_CORE)))],
      2: ['cpu.weight', String(Math.min(10_000, Math.max(1, Math.round(cpuCores * WEIGHT_PER_CORE))))],
    });
  }

  /**
   * Moves the process into the cgroups. Asynchronous because the kernel waits for all CPUs to take notice:
   * 5 to 25 ms measured for the first of several writes, 0.1 ms for each that follows at once.
   */
  async add(pid: number, limits: CgroupLimits): Promise<void> {
    this.limit(limits);
    await Promise.all(this.folders.map((folder) => writeFile(join(folder, 'cgroup.procs'), String(pid))));
  }

  freeze(): void {
    this.set('freezer', { 1: ['freezer.state', 'FROZEN'], 2: ['cgroup.freeze', '1'] });
  }

  thaw(): void {
    this.set('freezer', { 1: ['freezer.state', 'THAWED'], 2: ['cgroup.freeze', '0'] });
  }

  memory(): SandboxMemory {
    return {
      peakBytes: Number(this.read('memory', { 1: 'memory.max_usage_in_bytes', 2: 'memory.peak' })),
      outOfMemoryKills: Number(
        /oom_kill (\d+)/.exec(this.read('memory', { 1: 'memory.oom_control', 2: 'memory.events' }))?.[1] ?? 0,
      ),
    };
  }

  /** Kills every process inside, frozen or not. Resolves when none is left. */
  async kill(): Promise<void> {
    const freezer = this.hierarchies.of.freezer;
    if (freezer) await killCgroup(this.folderIn(freezer.mountPoint), freezer.version);
  }

  /** Kills what still runs inside and removes the cgroups. */
  async remove(): Promise<void> {
    await this.kill();
    for (const folder of this.folders) rmdirSync(folder);
  }

  private folderIn(mountPoint: string): string {
    return join(mountPoint, cgroupRoot, this.owner, this.name);
  }

  private set(controller: Controller, files: Partial<Record<1 | 2, readonly [string, string]>>): void {
    const hierarchy = this.hierarchies.of[controller];
    const file = hierarchy && files[hierarchy.version];
    if (file) writeFileSync(join(this.folderIn(hierarchy.mountPoint), file[0]), file[1]);
  }

  /** For files that some kernels are built without. */
  private setIfThere(controller: Controller, files: Partial<Record<1 | 2, readonly [string, string]>>): void {
    try {
      this.set(controller, files);
    } catch (error) {
      if (!['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  private read(controller: Controller, files: Record<1 | 2, string>): string {
    const hierarchy = this.hierarchies.of[controller];
    if (!hierarchy) return '0';
    try {
      return readFileSync(join(this.folderIn(hierarchy.mountPoint), files[hierarchy.version]), 'utf8');
    } catch {
      return '0';
    }
  }
}
