import { destinationRecord } from './destination-record.js';
import type { ClaimedEvent, Ending } from './events.js';

const event = {
  id: 'e-1',
  accountId: '111111111111',
  region: 'us-east-1',
  functionName: 'orders',
  attempts: 2,
} as ClaimedEvent;
const response = { executedVersion: '7', payload: Buffer.from('{"a":1}') };

function record(ending: Exclude<Ending, { kind: 'retry' }>, of: ClaimedEvent = event): object {
  return JSON.parse(Buffer.from(destinationRecord(of, ending, Buffer.from('{ "b": 2 }'), 0)).toString());
}

test('tells of a success in the form that AWS was recorded to', () => {
  expect(record({ kind: 'succeeded', response }, { ...event, attempts: 0, qualifier: 'live' })).toEqual({
    version: '1.0',
    timestamp: '1970-01-01T00:00:00.000Z',
    requestContext: {
      requestId: 'e-1',
      functionArn: 'arn:aws:lambda:us-east-1:111111111111:function:orders:live',
      condition: 'Success',
      approximateInvokeCount: 1,
    },
    requestPayload: { b: 2 },
    responseContext: { statusCode: 200, executedVersion: '7' },
    responsePayload: { a: 1 },
  });
});

test('tells of the last attempt, also when it was long before the event was given up', () => {
  const failure = { ...response, functionError: 'Unhandled' };
  expect(record({ kind: 'failed', condition: 'RetriesExhausted', response: failure })).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    responseContext: { functionError: 'Unhandled' },
  });
  expect(record({ kind: 'failed', condition: 'EventAgeExceeded' }, { ...event, lastResponse: failure })).toMatchObject({
    requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 },
    responseContext: { functionError: 'Unhandled' },
    responsePayload: { a: 1 },
  });
});

test('tells of no response where there was none', () => {
  const told = record({ kind: 'failed', condition: 'ZeroReservedConcurrency' }, { ...event, attempts: 0 });
  expect(told).toMatchObject({ requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 } });
  expect(told).not.toHaveProperty('responseContext');
  expect(told).not.toHaveProperty('responsePayload');
});

test('stays JSON when the function answered something else', () => {
  const odd = { ...response, payload: Buffer.from('not "JSON"') };
  expect(record({ kind: 'succeeded', response: odd })).toMatchObject({ responsePayload: 'not "JSON"' });
});
