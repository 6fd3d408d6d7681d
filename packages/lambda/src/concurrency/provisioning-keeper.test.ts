import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutableVersion } from '../executable-version.js';
import type { ProvisionedConcurrencies } from './provisioned-concurrencies.js';
import type { HeldEnvironments, WantedEnvironments } from './provisioned-concurrency.js';
import { ProvisioningKeeper } from './provisioning-keeper.js';

const wanted = (configurationId: string, requested: number, held?: HeldEnvironments): WantedEnvironments => ({
  provisioned: { functionId: 'f', qualifier: 'live', requested, modifiedAt: new Date(), configurationId, ...(held && { held }) },
  target: { configurationId } as ExecutableVersion,
});

/** Runs one pass after another; between them a test changes what is wanted and what the workers have. */
function world(leads = true) {
  const state = { wanted: [] as WantedEnvironments[], ready: {} as Record<string, number>, failed: false, full: false };
  const told: [string, number][] = [];
  const recorded: HeldEnvironments[] = [];
  const errors: unknown[] = [];
  const store = {
    wanted: async () => state.wanted,
    hold: async (_provisioned: unknown, held: HeldEnvironments) => void recorded.push(held),
  };
  const keepers = {
    keep: async ({ configurationId }: ExecutableVersion, environments: number) => {
      told.push([configurationId, environments]);
      return { ready: state.ready[configurationId] ?? 0, failed: state.failed, full: state.full };
    },
  };
  const leadership = { holds: async () => leads, release: async () => {} };
  const keeper = new ProvisioningKeeper(
    store as unknown as ProvisionedConcurrencies,
    keepers,
    leadership,
    async () => {},
    (error) => errors.push(error),
  );
  const pass = async () => {
    told.length = 0;
    recorded.length = 0;
    keeper.start();
    await sleep(0);
    await keeper.drain();
    return { told: [...told], recorded: [...recorded] };
  };
  return { state, pass };
}

test('tells the workers again at every pass, and records what they have when it is not what they had', async () => {
  const { state, pass } = world();
  state.wanted = [wanted('c', 2)];
  state.ready = { c: 1 };
  expect(await pass()).toEqual({ told: [['c', 2]], recorded: [{ configurationId: 'c', allocated: 1 }] });
  state.wanted = [wanted('c', 2, { configurationId: 'c', allocated: 1 })];
  expect(await pass()).toEqual({ told: [['c', 2]], recorded: [] });
});

test('what a version and an alias that moved to it want is kept together and shared out', async () => {
  const { state, pass } = world();
  state.wanted = [wanted('c', 2), wanted('c', 3)];
  state.ready = { c: 4 };
  const held = (allocated: number) => ({ configurationId: 'c', allocated });
  expect(await pass()).toEqual({ told: [['c', 5]], recorded: [held(2), held(2)] });
});

test('lets go of what is wanted no longer', async () => {
  const { state, pass } = world();
  state.wanted = [wanted('c', 2)];
  await pass();
  state.wanted = [];
  expect((await pass()).told).toEqual([['c', 0]]);
  expect((await pass()).told).toEqual([]);
});

test('an alias that moves keeps what its last version has until the next has as much', async () => {
  const { state, pass } = world();
  state.wanted = [wanted('before', 2)];
  state.ready = { before: 2 };
  await pass();
  state.wanted = [wanted('after', 2, { configurationId: 'before', allocated: 2 })];
  expect(await pass()).toEqual({
    told: [
      ['after', 2],
      ['before', 2],
    ],
    recorded: [],
  });
  state.ready = { before: 2, after: 2 };
  expect(await pass()).toEqual({
    told: [
      ['after', 2],
      ['before', 0],
    ],
    recorded: [{ configurationId: 'after', allocated: 2 }],
  });
});

test('an alias that moves where there is no room for both gives its last version up first', async () => {
  const { state, pass } = world();
  state.wanted = [wanted('before', 2)];
  await pass();
  state.wanted = [wanted('after', 2, { configurationId: 'before', allocated: 2 })];
  state.full = true;
  expect((await pass()).told).toEqual([
    ['after', 2],
    ['before', 0],
  ]);
});

test('a version that does not initialize is let go, and tried again only when asked for anew', async () => {
  const { state, pass } = world();
  state.wanted = [wanted('c', 2)];
  state.failed = true;
  const failure = { configurationId: 'c', allocated: 0, failure: 'FUNCTION_ERROR_INIT_FAILURE' };
  expect(await pass()).toEqual({
    told: [
      ['c', 2],
      ['c', 0],
    ],
    recorded: [failure],
  });
  state.wanted = [wanted('c', 2, failure)];
  expect((await pass()).told).toEqual([]);
});

test('tells nobody anything while another process leads', async () => {
  const { state, pass } = world(false);
  state.wanted = [wanted('c', 2)];
  expect(await pass()).toEqual({ told: [], recorded: [] });
});
