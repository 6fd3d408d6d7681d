// `npm run bench`: what an invocation costs on this machine, beside a plain node:http server measured in the same run. Reports; fails nothing.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchZip } from './bench-function.mjs';
import { startHearth } from './hearth.mjs';
import { coldStarts, createBenchFunction, events, idleMemory, warmInvocations } from './measures.mjs';
import { Report } from './report.mjs';

const secondsPerRow = Number(process.env.HEARTH_BENCH_SECONDS ?? 6);
const eventCount = Number(process.env.HEARTH_BENCH_EVENTS ?? 2000);

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; starting Hearth with the defaults of npm start …`,
);
const hearth = await startHearth();
const echo = fork(fileURLToPath(new URL('./echo-server.mjs', import.meta.url)));
try {
  const [{ port: echoPort }] = await once(echo, 'message');
  const zip = await benchZip();
  for (const name of ['bench-warm', 'bench-cold', 'bench-events', 'bench-idle'])
    await createBenchFunction({ ...hearth, zip }, name);
  const report = new Report(console.log);
  report.heading(
    'Warm synchronous invocation, 200-byte event, 512 MB Node.js function (ratio: to the echo server of the same row)',
  );
  let echoOfOne;
  for (const connections of [1, 16, 64]) {
    const { measured, baseline } = await warmInvocations(hearth, echoPort, connections, secondsPerRow);
    echoOfOne ??= baseline;
    report.rates(`${connections} connection${connections > 1 ? 's' : ''}`, measured, baseline);
  }
  report.heading('Cold start: first invocation of a configuration never seen before (ratio: to one echo over one connection)');
  report.latency('first invocation', await coldStarts(hearth, 'bench-cold', 20), echoOfOne);
  report.heading('Events, 16 callers (ratio: to the echo server over 16 connections, accepting)');
  report.events(await events(hearth, 'bench-events', eventCount), echoOfOne);
  report.heading('Memory of an idle environment, all its processes together');
  report.memory(await idleMemory(hearth, 'bench-idle', 8));
} finally {
  echo.kill();
  await hearth.stop();
}
