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
