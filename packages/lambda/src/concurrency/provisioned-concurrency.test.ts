import { provisioningStatus } from './provisioned-concurrency.js';

const wanted = { functionId: 'f', qualifier: 'live', requested: 3, modifiedAt: new Date(), configurationId: 'now' };

test('is in progress until as many are held as requested', () => {
  expect(provisioningStatus(wanted)).toEqual({ status: 'IN_PROGRESS', allocated: 0 });
  const held = { configurationId: 'now', allocated: 2 };
  expect(provisioningStatus({ ...wanted, held })).toEqual({ status: 'IN_PROGRESS', allocated: 2 });
  expect(provisioningStatus({ ...wanted, held: { ...held, allocated: 3 } })).toEqual({ status: 'READY', allocated: 3 });
});

test('is in progress with what the last version has while its alias moves', () => {
  const held = { configurationId: 'before', allocated: 3 };
  expect(provisioningStatus({ ...wanted, held })).toEqual({ status: 'IN_PROGRESS', allocated: 3 });
});

test('says what keeps a version from being initialized', () => {
  const held = { configurationId: 'now', allocated: 0, failure: 'FUNCTION_ERROR_INIT_FAILURE' };
  expect(provisioningStatus({ ...wanted, held })).toEqual({
    status: 'FAILED',
    reason: 'FUNCTION_ERROR_INIT_FAILURE',
    allocated: 0,
  });
});
