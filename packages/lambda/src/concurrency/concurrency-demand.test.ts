import { type AccountConcurrency, unreserved } from './account-concurrency.js';
import { concurrencyDemand } from './concurrency-demand.js';
import { throttleOf } from './throttle.js';

const target = (functionId: string) => ({ accountId: '1', region: 'r', functionId, configurationId: 'c' });
const account: AccountConcurrency = {
  limit: 1000,
  functions: new Map([
    ['reserved', { reserved: 300, provisioned: 50, allocated: new Map([['c', 50]]) }],
    ['provisioned', { provisioned: 200, allocated: new Map([['d', 120]]) }],
    ['off', { reserved: 0, provisioned: 0, allocated: new Map() }],
  ]),
};

test('what is promised to a function is missing from what is left to others, once', () => {
  expect(unreserved(account)).toBe(500);
});

test('provisioned units that are not there yet keep nobody from running', () => {
  expect(concurrencyDemand(account, target('another')).unreserved).toBe(1000 - 300 - 120);
});

test('a function is held to its own reservation and knows its provisioned environments', () => {
  expect(concurrencyDemand(account, target('reserved'))).toMatchObject({ reserved: 300, allocated: new Map([['c', 50]]) });
  expect(concurrencyDemand(account, target('another'))).toMatchObject({ reserved: undefined, allocated: new Map() });
});

test('a throttle says whose limit it was, and whether waiting is of use', () => {
  const reason = 'ReservedFunctionConcurrentInvocationLimitExceeded';
  expect(throttleOf({ reserved: 300 })).toEqual({ reason, switchedOff: false });
  expect(throttleOf({ reserved: 0 })).toEqual({ reason, switchedOff: true });
  expect(throttleOf({ reserved: undefined })).toEqual({ reason: 'ConcurrentInvocationLimitExceeded', switchedOff: false });
});
