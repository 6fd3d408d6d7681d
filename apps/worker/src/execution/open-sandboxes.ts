import { join } from 'node:path';
import { openDriver, type SandboxDriver, selfTest, TmpImageStore } from '@hearth/sandbox';
import type { Logger } from 'pino';
import type { WorkerConfig } from '../config.js';
import type { SandboxParts } from './environment-maker.js';

/** Opens the driver and tries its boundary from within. Rejects, with nothing left running, when the boundary does not hold. */
export async function openSandboxes(
  config: Pick<WorkerConfig, 'homeFolder' | 'sandbox'>,
  log: Pick<Logger, 'warn' | 'info'>,
): Promise<SandboxParts> {
  const stateFolder = join(config.homeFolder, 'sandboxes');
  const driver = await openDriver({ preference: config.sandbox, stateFolder });
  try {
    const tmpImages = await TmpImageStore.open(stateFolder);
    await refuseUnlessContained(driver, tmpImages, log);
    return { driver, tmpImages };
  } catch (error) {
    await driver.close();
    throw error;
  }
}

async function refuseUnlessContained(
  driver: SandboxDriver,
  tmpImages: TmpImageStore,
  log: Pick<Logger, 'warn' | 'info'>,
): Promise<void> {
  const { contained, checks } = await selfTest(driver, tmpImages);
  const broken = checks.filter(({ holds }) => !holds);
  if (contained) {
    for (const { promise, finding } of broken)
      log.warn({ promise, finding }, 'A limit of the sandbox is not enforced on this machine');
    log.info({ driver: driver.name, checks: checks.length }, 'The sandbox boundary holds');
    return;
  }
  const findings = broken.map(({ promise, finding }) => `  ${promise}: ${finding}`);
  throw new Error(
    `The worker does not serve, because its sandbox (${driver.name}) does not contain what runs in it:\n${findings.join('\n')}\n` +
      'Functions are hostile code. Remedy the findings, or choose another sandbox with HEARTH_SANDBOX=crun, runc or bwrap.',
  );
}
