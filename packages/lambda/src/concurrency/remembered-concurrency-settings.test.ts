import type { AccountConcurrency } from './account-concurrency.js';
import { RememberedConcurrencySettings } from './remembered-concurrency-settings.js';

const scope = { accountId: '1', region: 'r' };

function remembered(settings: () => Promise<AccountConcurrency>) {
  let listener = (_message: string) => {};
  const broadcast = {
    publish: async (_topic: string, message: string) => listener(message),
    subscribe: async (_topic: string, heard: typeof listener) => {
      listener = heard;
    },
  };
  return new RememberedConcurrencySettings({ of: settings }, broadcast);
}

test('asks once, and again when it hears of a change', async () => {
  let asked = 0;
  const settings = remembered(async () => ({ limit: ++asked, functions: new Map() }));
  await settings.listen();
  await Promise.all([settings.of(scope), settings.of(scope)]);
  expect((await settings.of(scope)).limit).toBe(1);
  await settings.changed(scope);
  expect((await settings.of(scope)).limit).toBe(2);
});

test('does not remember that it could not ask', async () => {
  let isAway = true;
  const settings = remembered(async () => {
    if (isAway) throw new Error('Postgres is away');
    return { limit: 7, functions: new Map() };
  });
  await expect(settings.of(scope)).rejects.toThrow('away');
  isAway = false;
  expect((await settings.of(scope)).limit).toBe(7);
});
