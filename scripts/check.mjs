// `npm run check`: all that can be known without Postgres, Redis, sandboxes or a browser.
import { jest, run, runAll, staticChecks, tool } from './steps.mjs';

const generated = await run(tool('turbo/bin/turbo', 'run', 'generate', '--output-logs=errors-only'));
const failed =
  generated === 0
    ? await runAll([{ name: 'unit tests', command: jest('--selectProjects', 'unit', '--silent') }, ...staticChecks])
    : ['generate'];
if (failed.length) console.error(`\ncheck failed: ${failed.join(', ')}`);
process.exit(failed.length ? 1 : 0);
