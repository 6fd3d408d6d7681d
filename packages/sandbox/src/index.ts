export { chooseDriver, missingPackages } from './choose-driver.js';
export type {
  Sandbox,
  SandboxDriver,
  SandboxDriverName,
  SandboxEnd,
  SandboxMemory,
  SandboxSpec,
  TmpImage,
  TmpImages,
} from './driver.js';
export { openDriver } from './open-driver.js';
export type { SandboxOptions } from './options.js';
export { selfTest } from './self-test/self-test.js';
export type { SelfTestCheck, SelfTestReport } from './self-test/self-test-report.js';
export { TmpImageStore } from './tmp-image-store.js';
export { workerCommand } from './worker-command.js';
