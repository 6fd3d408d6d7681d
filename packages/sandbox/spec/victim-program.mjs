// A worker that is going to be killed: opens the driver named first, starts the scene named second, says so, and waits.
import { openDriver, TmpImageStore } from '../dist/index.js';

const [, , preference, scene, stateFolder] = process.argv;
const driver = await openDriver({ preference, stateFolder });
const images = await TmpImageStore.open(stateFolder);

async function start() {
  return driver.start({
    argv: ['/bin/sh', '-c', 'sleep 1000 & sleep 1000 & wait'],
    env: {},
    workingDirectory: '/',
    readOnlyMounts: [],
    memoryMegabytes: 64,
    cpuCores: 1,
    maxProcesses: 16,
    tmp: await images.create(16),
    listenPorts: [9001],
  });
}

if (scene === 'deadline') {
  const sandbox = await start();
  sandbox.setDeadline(1000);
} else {
  await start();
  const frozen = await start();
  frozen.freeze();
}
console.log('ready');
setInterval(() => {}, 1000);
