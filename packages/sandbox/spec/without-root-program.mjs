// Runs as an ordinary user: tries the driver and prints what it found as JSON.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDriver, selfTest, TmpImageStore } from './dist/index.js';

const stateFolder = process.argv[2];
const driver = await openDriver({ preference: 'auto', stateFolder });
const images = await TmpImageStore.open(stateFolder);
const report = await selfTest(driver, images);

const spec = {
  env: {},
  workingDirectory: '/tmp',
  readOnlyMounts: [],
  cpuCores: 1,
  listenPorts: [],
};
const node = await driver.start({
  ...spec,
  argv: ['/opt/node', '-e', 'setTimeout(() => console.log(process.version), 50)'],
  readOnlyMounts: [{ source: process.execPath, target: '/opt/node' }],
  memoryMegabytes: 128,
  maxProcesses: 64,
  tmp: await images.create(16),
});
const nodeVersion = (await text(node.stdout)).trim();

const sandbox = await driver.start({
  ...spec,
  argv: ['/usr/bin/perl', '-e', '$| = 1; while (1) { print "."; select(undef, undef, undef, 0.01) }'],
  memoryMegabytes: 64,
  maxProcesses: 16,
  tmp: await images.create(16),
  listenPorts: [9001],
});
let printed = 0;
sandbox.stdout.on('data', (data) => {
  printed += data.length;
});
while (printed === 0) await sleep(5);
sandbox.freeze();
await sleep(100);
const whenFrozen = printed;
await sleep(300);
const printedWhileFrozen = printed - whenFrozen;
sandbox.thaw();
while (printed === whenFrozen) await sleep(5);
sandbox.setDeadline(100);
const endAtDeadline = await sandbox.ended;
await driver.close();
images.close();

const left = ['sandboxes', 'tmp-images'].flatMap((name) =>
  readdirSync(join(stateFolder, name)).filter((entry) => entry !== 'lock'),
);
const printedAfterThaw = printed - whenFrozen;
const { name, unenforced } = driver;
console.log(JSON.stringify({ name, unenforced, report, nodeVersion, printedWhileFrozen, printedAfterThaw, endAtDeadline, left }));
