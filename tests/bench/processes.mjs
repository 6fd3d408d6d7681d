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

/** Resident memory that is the process's own. */
export function residentMegabytes(pid) {
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** The one descendant of a process whose command line says so. */
export function descendant(ancestor, commandPart) {
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid) => pid !== undefined && (pid === ancestor || isBelow(parents.get(pid)));
  const found = [...parents.keys()].find((pid) => isBelow(pid) && commandLineOf(pid).includes(commandPart));
  if (found === undefined) throw new Error(`no process below ${ancestor} runs ${commandPart}`);
  return found;
}

const processIds = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const parentOf = (pid) => fromProc(pid, 'status', (text) => Number(/^PPid:\s+(\d+)/m.exec(text)?.[1]));
const commandLineOf = (pid) => fromProc(pid, 'cmdline', (text) => text) ?? '';

function fromProc(pid, file, read) {
  try {
    return read(readFileSync(`/proc/${pid}/${file}`, 'utf8'));
  } catch {
    return undefined; // the process ended while it was looked at
  }
}
