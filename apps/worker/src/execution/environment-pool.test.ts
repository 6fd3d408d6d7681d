import type { ExecutableVersion } from '@hearth/lambda';
import type { Environment } from './environment.js';
import { EnvironmentPool, type PoolLimits, type Taken } from './environment-pool.js';

class FakeEnvironment {
  readonly createdAtMilliseconds = performance.now();
  warm = true;
  rested = 0;
  ended = false;

  constructor(readonly target: ExecutableVersion) {}

  rest(): void {
    this.rested++;
  }

  async provision(): Promise<boolean> {
    return this.target.configurationId !== 'broken';
  }

  async shutDown(): Promise<void> {
    await Promise.resolve();
    this.ended = true;
  }
}

const limits: PoolLimits = { memoryMegabytes: 1000, startsAtOnce: 2, idleMilliseconds: 50, ageMilliseconds: 60_000 };
const version = (configurationId: string, memoryMegabytes = 400) => ({ configurationId, memoryMegabytes }) as ExecutableVersion;

function pool(changed: Partial<PoolLimits> = {}, create?: () => Promise<void>) {
  const made: FakeEnvironment[] = [];
  const environments = new EnvironmentPool(
    async (target) => {
      await create?.();
      const environment = new FakeEnvironment(target);
      made.push(environment);
      return environment as unknown as Environment;
    },
    { ...limits, ...changed },
    (error) => {
      throw error;
    },
  );
  return { environments, made };
}

async function taken(environments: EnvironmentPool, target: ExecutableVersion): Promise<Environment> {
  const result = await environments.take(target);
  if (result === 'full') throw new Error('full');
  return result.environment;
}

it('reuses the environment used last, within one configuration only', async () => {
  const { environments } = pool();
  const [a, b] = [await taken(environments, version('c-1')), await taken(environments, version('c-1'))];
  environments.giveBack(a);
  environments.giveBack(b);
  expect(await environments.take(version('c-1'))).toEqual({ environment: b, fresh: false });
  expect(await environments.take(version('c-1'))).toEqual({ environment: a, fresh: false });
});

it('prefers one that is still initialized', async () => {
  const { environments, made } = pool();
  const [a, b] = [await taken(environments, version('c-1')), await taken(environments, version('c-1'))];
  environments.giveBack(a);
  environments.giveBack(b);
  made[1]!.warm = false;
  expect(await taken(environments, version('c-1'))).toBe(a);
});

it('never gives one environment to two', async () => {
  const { environments } = pool();
  const a = await taken(environments, version('c-1'));
  expect(await taken(environments, version('c-1'))).not.toBe(a);
});

it('ends what rested longest when memory is needed, and says full when all is in use', async () => {
  const { environments, made } = pool();
  environments.giveBack(await taken(environments, version('old')));
  environments.giveBack(await taken(environments, version('newer')));
  await taken(environments, version('third'));
  expect(made.map(({ ended }) => ended)).toEqual([true, false, false]);
  await taken(environments, version('newer'));
  expect(await environments.take(version('fourth'))).toBe('full');
});

it('gets memory back from what could not be made', async () => {
  const { environments } = pool({}, () => Promise.reject(new Error('no')));
  for (let attempt = 0; attempt < 5; attempt++) await expect(environments.take(version('c'))).rejects.toThrow('no');
  expect(environments.freeMegabytes).toBe(1000);
});

it('starts a few at a time, and serves who waits with whatever is free first', async () => {
  let finish: () => void = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let creating = 0;
  const { environments, made } = pool({ startsAtOnce: 1, memoryMegabytes: 10_000 }, () =>
    creating++ === 0 ? Promise.resolve() : slow,
  );
  const first = await taken(environments, version('c'));
  const starting = environments.take(version('c'));
  const waiting = environments.take(version('c'));
  environments.giveBack(first);
  expect(((await waiting) as Taken).environment).toBe(first);
  finish();
  await starting;
  expect(made).toHaveLength(2);
});

it('ends environments that nobody used for long, and those too old for their credentials', async () => {
  const { environments, made } = pool();
  environments.giveBack(await taken(environments, version('idle')));
  await new Promise((resolve) => setTimeout(resolve, 80));
  environments.evictIdle();
  const aged = pool({ ageMilliseconds: -1 });
  aged.environments.giveBack(await taken(aged.environments, version('aged')));
  await Promise.all([environments.close(), aged.environments.close()]);
  expect([made[0]!.ended, aged.made[0]!.ended]).toEqual([true, true]);
  expect(environments.freeMegabytes).toBe(1000);
});

it('leaves nothing when it closes, used or resting', async () => {
  const { environments, made } = pool();
  environments.giveBack(await taken(environments, version('resting')));
  await taken(environments, version('used'));
  await environments.close();
  expect(made.every(({ ended }) => ended)).toBe(true);
});

it('uses provisioned environments first, and ends them neither for idleness nor for room', async () => {
  const { environments, made } = pool({ memoryMegabytes: 800 });
  const target = version('c');
  environments.giveBack(await taken(environments, target));
  expect(await environments.provision(target)).toBe('provisioned');
  environments.giveBack(await taken(environments, target));
  expect(made[1]!.rested).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 80));
  environments.evictIdle();
  expect(await taken(environments, version('other'))).toBe(made[2]);
  expect(await environments.take(version('third'))).toBe('full');
  expect(made.map(({ ended }) => ended)).toEqual([true, false, false]);
  expect([environments.provisioned('c'), environments.freeMegabytes]).toEqual([1, 0]);
});

it('counts a provisioned environment while it is used, and no longer once it has lost its process', async () => {
  const { environments, made } = pool();
  const target = version('c');
  await environments.provision(target);
  const used = await taken(environments, target);
  expect(environments.provisioned('c')).toBe(1);
  made[0]!.warm = false;
  environments.giveBack(used);
  expect(environments.provisioned('c')).toBe(0);
  environments.releaseProvisioned('c', 1);
  await environments.close();
  expect(made[0]!.ended).toBe(true);
});

it('lets go of provisioned environments beyond what is wanted; one in use goes on as an ordinary one', async () => {
  const { environments, made } = pool({ memoryMegabytes: 2000 });
  const target = version('c');
  for (let i = 0; i < 3; i++) await environments.provision(target);
  environments.releaseProvisioned('c', 2);
  expect(environments.provisioned('c')).toBe(2);
  const used = await taken(environments, target);
  environments.releaseProvisioned('c', 0);
  expect([environments.provisioned('c'), made.filter(({ ended }) => ended).length]).toEqual([0, 1]);
  environments.giveBack(used);
  expect(await taken(environments, target)).toBe(used);
});

it('keeps nothing of an environment that does not initialize', async () => {
  const { environments, made } = pool();
  expect(await environments.provision(version('broken'))).toBe('init-failed');
  await environments.close();
  expect([made[0]!.ended, environments.freeMegabytes]).toEqual([true, 1000]);
});
