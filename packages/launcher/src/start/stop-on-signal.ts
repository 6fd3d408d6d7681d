import type { Household } from './household.js';

// npm passes on the Ctrl-C that the terminal has sent us already: within this time two signals are one.
const sameSignalMs = 500;

/** Lets Ctrl-C, SIGTERM and a closed terminal stop everything in order; a second signal ends it by force. */
export function stopOnSignal(household: Household): void {
  let firstMs: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstMs !== null) {
      if (Date.now() - firstMs < sameSignalMs) return;
      write('Ending by force.');
      household.kill();
      process.exit(130);
    }
    firstMs = Date.now();
    write(`\nStopping (${signal === 'SIGINT' ? 'Ctrl-C again ends by force' : signal}):`);
    household
      .stop((name) => write(`  ${name}`))
      .then(() => {
        write('Stopped. All data is kept for the next start.');
        process.exit(0);
      });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (process.env.npm_lifecycle_event) whenParentEnds(() => onSignal('SIGTERM'));
}

/** npm runs us below a shell that passes no signal on: killing npm ends that shell, and of that we see our parent change. */
function whenParentEnds(act: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 500);
  watch.unref();
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
