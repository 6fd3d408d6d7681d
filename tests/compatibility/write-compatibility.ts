// `npm run compatibility`: makes docs/compatibility.md from the calls of the last `npm test`. With --check nothing is written: fails when
// the page claims a client for an operation that those tests no longer use with it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { callsFile, compatibilityData, pageFile } from './compatibility-data.js';
import { compatibilityPage } from './compatibility-page.js';
import { lostClaims } from './lost-claims.js';
import { seenCalls } from './seen-calls.js';

const logs = new URL('../reports/calls/', import.meta.url);

const seen = seenCalls(lines());
const data = compatibilityData();
if (process.argv.includes('--check')) {
  const lost = lostClaims(data.calls, seen);
  for (const claim of lost) console.error(`docs/compatibility.md claims it, but no test does it: ${claim}`);
  process.exit(lost.length ? 1 : 0);
}
writeFileSync(callsFile, `${JSON.stringify(seen, null, 2)}\n`);
writeFileSync(pageFile, compatibilityPage({ ...data, calls: seen }));

function* lines(): Iterable<string> {
  for (const file of readdirSync(logs)) yield* readFileSync(new URL(file, logs), 'utf8').split('\n');
}
