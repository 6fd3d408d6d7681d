// `npm start`: may run on a fresh clone, so everything up to the build uses nothing but Node itself.
import { fileURLToPath } from 'node:url';
import { build } from './prepare/build.mjs';
import { useClone } from './prepare/clone-use.mjs';
import { explain } from './prepare/explain.mjs';
import { install } from './prepare/install.mjs';
import { checkMachine } from './prepare/machine.mjs';
import { Progress } from './prepare/progress.mjs';

const clone = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
// Of no use to whoever starts Hearth: which Node it takes is checked above all else.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const progress = new Progress(9, process.stdout);

try {
  await progress.step('Checking this machine', () => checkMachine());
  const alone = await useClone(clone);
  await progress.step('Installing packages', (say) => install(clone, say, alone));
  await progress.step('Building', () => build(clone, alone));
  const { start } = await import('../dist/start/start.js');
  await start(clone, progress);
} catch (error) {
  explain(error);
  process.exit(1);
}
