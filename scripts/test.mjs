// `npm test`: the whole suite from a clean clone. Installs and builds what is missing, checks the code, runs every test, and ends with
// the line `N passed, N failed` counted from the runners' own reports.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../packages/launcher/bin/prepare/build.mjs';
import { useClone } from '../packages/launcher/bin/prepare/clone-use.mjs';
import { explain } from '../packages/launcher/bin/prepare/explain.mjs';
import { install } from '../packages/launcher/bin/prepare/install.mjs';
import { checkMachine } from '../packages/launcher/bin/prepare/machine.mjs';
import { Progress } from '../packages/launcher/bin/prepare/progress.mjs';
import { countTests } from './count-tests.mjs';
import { claimsCheck, jest, root, run, runAll, staticChecks } from './steps.mjs';
import { prepareTestPrograms } from './test-programs.mjs';

const reports = join(root, 'tests/reports');
/** Suites that measure sandboxes, browsers and whole Hearths: each wants the machine for itself. */
const heavy = [
  '/tests/abuse/(sandbox/|http-edge)',
  '/tests/journeys/(console/|main-job|start)',
  '/tests/faults/',
  '/packages/sandbox/',
  '/apps/worker/src/execution/',
];
const asked = process.argv.slice(2);
const isWhole = asked.length === 0;
// A worker that has grown is replaced: the modules of suites that are over stay in its memory.
const sideBySide = ['--maxWorkers=2', '--workerIdleMemoryLimit=1GB', '--testPathIgnorePatterns', '/node_modules/', ...heavy];
const passes = isWhole ? [sideBySide, ['--runInBand', ...heavy]] : [asked];
const progress = new Progress(4, process.stdout);
const clone = root.replace(/\/$/, '');

try {
  await progress.step('Checking this machine', () => checkMachine());
  const alone = await useClone(clone);
  await progress.step('Installing packages', (say) => install(clone, say, alone));
  await progress.step('Building', () => build(clone, alone));
  await progress.step('Finding system packages', (say) => prepareTestPrograms(say));
} catch (error) {
  explain(error);
  process.exit(1);
}

const failedChecks = await runAll(staticChecks);
mkdirSync(reports, { recursive: true });
rmSync(join(reports, 'calls'), { recursive: true, force: true });
const written = passes.map((_, index) => join(reports, `jest-${index + 1}.json`));
let isGreen = true;
for (const [index, args] of passes.entries()) {
  rmSync(written[index], { force: true });
  if (await run(jest('--silent', '--json', `--outputFile=${written[index]}`, ...args))) isGreen = false;
}
if (isWhole && (await run(claimsCheck.command))) failedChecks.push(claimsCheck.name);
const checks = staticChecks.length + (isWhole ? 1 : 0);
const { passed, failed, skipped } = countTests(written);
if (failedChecks.length) console.error(`failed checks: ${failedChecks.join(', ')}`);
console.log(
  `${passed + checks - failedChecks.length} passed, ${failed + failedChecks.length} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
process.exit(isGreen && failedChecks.length === 0 ? 0 : 1);
