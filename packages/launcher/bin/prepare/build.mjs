import { join } from 'node:path';
import { Problem } from './explain.mjs';
import { run } from './run.mjs';

/** Builds what has changed since the last time; the rest comes from the cache within a second. Nothing when another process runs what was built. */
export async function build(clone, alone) {
  if (!alone) return;
  const turbo = join(clone, 'node_modules', 'turbo', 'bin', 'turbo');
  const args = [turbo, 'run', 'build', '--output-logs=errors-only', '--ui=stream', '--concurrency=2'];
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
  const { code, said } = await run(process.execPath, args, { cwd: clone, env });
  if (code !== 0) {
    throw new Problem(
      `The build failed:\n${said}`,
      'If nothing was changed in the sources, remove node_modules and run npm start again.',
    );
  }
}
