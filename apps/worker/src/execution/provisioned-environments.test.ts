import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutableVersion } from '@hearth/lambda';
import { BadPackageError } from './code/unpack.js';
import { ProvisionedEnvironments } from './provisioned-environments.js';

const target = { configurationId: 'c', functionId: 'f' } as ExecutableVersion;

/** Makes environments at once, or as `outcome` says. */
class Pool {
  environments = 0;
  made = 0;
  outcome: 'provisioned' | 'full' | 'init-failed' | Error = 'provisioned';

  async provision(): Promise<'provisioned' | 'full' | 'init-failed'> {
    this.made++;
    await sleep(0);
    if (this.outcome instanceof Error) throw this.outcome;
    if (this.outcome === 'provisioned') this.environments++;
    return this.outcome;
  }

  provisioned(): number {
    return this.environments;
  }

  releaseProvisioned(_configurationId: string, count: number): void {
    this.environments = Math.min(this.environments, count);
  }
}

function kept(pool = new Pool()) {
  return { pool, environments: new ProvisionedEnvironments(pool, { error: () => {} }) };
}

test('makes what is missing, in the background, and no more', async () => {
  const { pool, environments } = kept();
  expect(await environments.keep(target, 5)).toEqual({ ready: 0, failed: false, full: false });
  await sleep(50);
  expect(await environments.keep(target, 5)).toEqual({ ready: 5, failed: false, full: false });
  expect(pool.made).toBe(5);
});

test('makes anew what a crash took, and lets go of what is wanted no longer', async () => {
  const { pool, environments } = kept();
  await environments.keep(target, 2);
  await sleep(50);
  pool.environments = 0;
  await environments.keep(target, 2);
  await sleep(50);
  expect((await environments.keep(target, 2)).ready).toBe(2);
  expect((await environments.keep(target, 0)).ready).toBe(0);
  await sleep(50);
  expect([pool.environments, pool.made]).toEqual([0, 4]);
});

test('does not go on with a version that does not initialize until none is wanted any more', async () => {
  for (const outcome of ['init-failed', new BadPackageError('not a zip')] as const) {
    const { pool, environments } = kept();
    pool.outcome = outcome;
    await environments.keep(target, 1);
    await sleep(20);
    expect(await environments.keep(target, 1)).toMatchObject({ failed: true });
    await sleep(20);
    expect(pool.made).toBe(1);
    await environments.keep(target, 0);
    pool.outcome = 'provisioned';
    await environments.keep(target, 1);
    await sleep(20);
    expect(await environments.keep(target, 1)).toEqual({ ready: 1, failed: false, full: false });
  }
});

test('tries again after what was not the doing of the function, and says when there is no room', async () => {
  const { pool, environments } = kept();
  pool.outcome = new Error('the sandbox did not start');
  await environments.keep(target, 1);
  await sleep(20);
  expect(await environments.keep(target, 1)).toMatchObject({ failed: false });
  pool.outcome = 'full';
  await sleep(20);
  await environments.keep(target, 1);
  await sleep(20);
  expect(await environments.keep(target, 1)).toEqual({ ready: 0, failed: false, full: true });
});
