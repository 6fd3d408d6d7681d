#!/usr/bin/env node
// The `hearth` command: looks after an installation that `npm start` has built.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { explain, Problem } from './prepare/explain.mjs';
import { checkMachine } from './prepare/machine.mjs';

// Whoever reads may have seen enough: hearth doctor | head -3
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const clone = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');

try {
  checkMachine();
  const built = new URL('../dist/commands/hearth.js', import.meta.url);
  if (!existsSync(built)) throw new Problem('Hearth has not been built in this clone.', 'Run npm start once.');
  const { hearth } = await import(built.href);
  process.exitCode = await hearth(clone, process.argv.slice(2));
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
