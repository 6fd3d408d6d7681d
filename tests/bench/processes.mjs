import { readdirSync, readFileSync, statSync } from 'node:fs';

// Sandboxes run under uids of their own, far above any account of the machine: one range of 65,536 for each.
const sandboxUidMin = 0x10000000;
const uidsPerSandbox = 65_536;

/** Every process that runs inside a sandbox, with its memory in megabytes and the sandbox it belongs to. */
export function sandboxProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const { uid } = statSync(`/proc/${pid}`);
        if (uid < sandboxUidMin) return [];
        const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        const megabytes = (key) => Number(new RegExp(`^${key}: +(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
        return [
          {
            owner: Math.floor(uid / uidsPerSandbox),
            proportionalMegabytes: megabytes('Pss'),
            residentMegabytes: megabytes('Rss'),
          },
        ];
      } catch {
        return []; // the process ended while it was looked at
      }
    });
}
