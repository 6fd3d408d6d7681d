// Runs as an ordinary user: tries the driver and prints what it found as JSON.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDriver, selfTest, TmpImageStore } from './dist/index.js';

const stateFolder = process.argv[2];
const driver = await openDriver({ preference: 'auto', stateFolder });
const images = await TmpImageStore.open(stateFolder);
const report = await selfTest(driver, images);

const sandbox = await driver.start({
  argv: ['/usr/bin/perl', '-e', '$| = 1; while (1) { print "."; select(undef, undef, undef, 0.01) }'],
  env: {},
  workingDirectory: '/tmp',
  readOnlyMounts: [],
  memoryMegabytes: 64,
  cpuCores: 1,
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
console.log(JSON.stringify({ name, unenforced, report, printedWhileFrozen, printedAfterThaw, endAtDeadline, left }));
