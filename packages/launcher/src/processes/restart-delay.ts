const shortestMs = 500;
const longestMs = 30_000;

/** How long to wait before starting a process again that has ended `failures` times in a row. */
export function restartDelayMs(failures: number): number {
  return Math.min(longestMs, shortestMs * 2 ** (failures - 1));
}
