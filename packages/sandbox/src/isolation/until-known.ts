import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 1;
const PATIENCE_MILLISECONDS = 5_000;

/** Asks again until the answer is a process number: some programs tell it a moment after the process runs. */
export async function untilKnown(ask: () => number): Promise<number> {
  for (const deadline = performance.now() + PATIENCE_MILLISECONDS; ; ) {
    const pid = answerOrZero(ask);
    if (pid > 0) return pid;
    if (performance.now() > deadline) throw new Error('The number of the first process in a sandbox stays unknown');
    await sleep(POLL_MILLISECONDS);
  }
}

function answerOrZero(ask: () => number): number {
  try {
    return ask();
  } catch {
    return 0;
  }
}
