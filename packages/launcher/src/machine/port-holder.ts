import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const listening = '0A';

/** Who listens on a TCP port of this machine, as far as we may see: `node (pid 4711)`, or null. */
export function portHolder(port: number): string | null {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)));
  if (inodes.size === 0) return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const held = readdirSync(`/proc/${pid}/fd`).some((fd) => inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
      if (held) return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (pid ${pid})`;
    } catch {
      // Not ours to look into, or gone.
    }
  }
  return null;
}

function listeners(table: string, port: number): string[] {
  try {
    const rows = readFileSync(table, 'utf8').split('\n').slice(1);
    return rows
      .map((row) => row.trim().split(/\s+/))
      .filter(([, local, , state]) => state === listening && Number.parseInt(local!.split(':')[1]!, 16) === port)
      .map((row) => `socket:[${row[9]}]`);
  } catch {
    return [];
  }
}
