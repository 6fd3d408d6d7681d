import {
  type AccountConcurrency,
  type ConcurrencyDemand,
  type ConcurrencyLeases,
  type ExecutableVersion,
  type FunctionConcurrency,
  LedgerAwayError,
} from '@hearth/lambda';
import type { InvocationOutcome, InvocationRequest, Invocations } from './invocation.js';
import { LeasedInvocations } from './leased-invocations.js';

const target = { accountId: '1', region: 'r', functionId: 'f', configurationId: 'c' } as ExecutableVersion;
const request = { requestId: 'q', target } as InvocationRequest;
const finished = { kind: 'finished', payload: Buffer.from('1') } as unknown as InvocationOutcome;

function leased(hold: ConcurrencyLeases['hold'], own?: FunctionConcurrency) {
  const invoked: InvocationRequest[] = [];
  const inner: Invocations = {
    prepare: async () => ({ kind: 'ready' }),
    invoke: async (each) => {
      invoked.push(each);
      return finished;
    },
  };
  const account: AccountConcurrency = { limit: 10, functions: new Map(own ? [['f', own]] : []) };
  return { invoked, invocations: new LeasedInvocations(inner, { of: async () => account }, { hold }) };
}

test('an invocation runs while it holds a unit, and carries its lease', async () => {
  const demands: ConcurrencyDemand[] = [];
  const { invoked, invocations } = leased(async (demand, work) => {
    demands.push(demand);
    return { kind: 'held', result: await work('lease-1') };
  });
  expect(await invocations.invoke(request)).toBe(finished);
  expect(invoked).toEqual([{ ...request, leaseId: 'lease-1' }]);
  expect(demands).toMatchObject([{ functionId: 'f', configurationId: 'c', reserved: undefined, unreserved: 10 }]);
});

test('without a unit nothing runs, and the refusal says whose limit it was', async () => {
  const own = { reserved: 0, provisioned: 0, allocated: new Map() };
  const { invoked, invocations } = leased(async () => ({ kind: 'throttled' }), own);
  expect(await invocations.invoke(request)).toEqual({
    kind: 'refused',
    code: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    throttle: { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', switchedOff: true },
  });
  expect(invoked).toEqual([]);
});

test('nothing runs while it is not known what runs already', async () => {
  const { invoked, invocations } = leased(async () => {
    throw new LedgerAwayError('not known');
  });
  expect(await invocations.invoke(request)).toMatchObject({ kind: 'refused', code: 'ServiceException', message: 'not known' });
  expect(invoked).toEqual([]);
});
