// `npm run bench`: what an invocation costs on this machine, beside a plain node:http server measured in the same run. Reports; fails nothing.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchZip } from './bench-function.mjs';
import { churn, creations, fill, pages, reads } from './control-plane.mjs';
import { startHearth } from './hearth.mjs';
import { coldStarts, createBenchFunction, events, idleMemory, warmInvocations } from './measures.mjs';
import { Report } from './report.mjs';

const secondsPerRow = Number(process.env.HEARTH_BENCH_SECONDS ?? 6);
// Each connection keeps one environment busy; together they must fit into the memory that a worker gives to environments.
const warmFunctions = [
  { name: 'bench-warm-1', connections: 1, memoryMegabytes: 1769 },
  { name: 'bench-warm-16', connections: 16, memoryMegabytes: 512 },
  { name: 'bench-warm-64', connections: 64, memoryMegabytes: 256 },
];
const functionCount = Number(process.env.HEARTH_BENCH_FUNCTIONS ?? 1000);
const cycleCount = Number(process.env.HEARTH_BENCH_CYCLES ?? 500);
const eventCount = Number(process.env.HEARTH_BENCH_EVENTS ?? 2000);

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; starting Hearth with the defaults of npm start …`,
);
const hearth = await startHearth();
const echo = fork(fileURLToPath(new URL('./echo-server.mjs', import.meta.url)));
try {
  const [{ port: echoPort }] = await once(echo, 'message');
  const zip = await benchZip();
  for (const { name, memoryMegabytes } of warmFunctions) await createBenchFunction({ ...hearth, zip }, name, memoryMegabytes);
  for (const name of ['bench-cold', 'bench-events', 'bench-idle']) await createBenchFunction({ ...hearth, zip }, name);
  const report = new Report(console.log);
  report.heading('Warm synchronous invocation, 200-byte event, Node.js 24 (ratio: to the echo server of the same row)');
  let echoOfOne;
  for (const { name, connections, memoryMegabytes } of warmFunctions) {
    const { measured, baseline } = await warmInvocations(hearth, name, echoPort, connections, secondsPerRow);
    echoOfOne ??= baseline;
    report.rates(`${connections} × ${memoryMegabytes} MB`, measured, baseline);
  }
  report.heading('Cold start: first invocation of a configuration never seen before (ratio: to one echo over one connection)');
  report.latency('first invocation', await coldStarts(hearth, 'bench-cold', 20), echoOfOne);
  report.heading('Events, 16 callers (ratio: to the echo server over 16 connections, accepting)');
  report.events(await events(hearth, 'bench-events', eventCount), echoOfOne);
  report.heading('Memory of an idle environment, all its processes together');
  report.memory(await idleMemory(hearth, 'bench-idle', 8));
  report.heading('Control plane, one connection (ratio: to one echo over one connection)');
  const getFunction = '/2015-03-31/functions/bench-warm-1';
  report.latency('GetFunction', await reads(hearth, getFunction, secondsPerRow / 2), echoOfOne);
  report.latency('…Configuration', await reads(hearth, `${getFunction}/configuration`, secondsPerRow / 2), echoOfOne);
  const { measured: creation, baseline: sameBytes } = await creations(hearth, echoPort, 10, 5);
  report.latency('Create of 10 MB', creation, sameBytes);
  const fewFunctions = await pages(hearth, secondsPerRow / 2);
  await fill(hearth, zip, functionCount);
  const manyFunctions = await pages(hearth, secondsPerRow / 2);
  report.heading(`ListFunctions, pages of 50 of ${functionCount} functions (ratio: to the first page before they were made)`);
  report.latency('first page', manyFunctions.first, fewFunctions.first);
  report.latency('last page', manyFunctions.last, fewFunctions.first);
  report.heading(`Memory of the API over ${cycleCount} creations and deletions`);
  report.growth('API', await churn(hearth, zip, cycleCount));
} finally {
  echo.kill();
  await hearth.stop();
}
