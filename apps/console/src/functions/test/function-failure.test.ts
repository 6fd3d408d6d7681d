import { functionFailure } from './function-failure';

test('type, message and stack come from what the runtime reported', () => {
  const payload = {
    errorType: 'TypeError',
    errorMessage: 'no such thing',
    trace: ['TypeError: no such thing', '    at handler (index.js:1:1)'],
  };
  expect(functionFailure(JSON.stringify(payload))).toEqual({ type: 'TypeError', message: 'no such thing', stack: payload.trace });
});

test('Lambda’s own errors have neither type nor stack', () => {
  expect(functionFailure('{"errorMessage":"Task timed out after 3.00 seconds"}')).toEqual({
    type: 'Error',
    message: 'Task timed out after 3.00 seconds',
    stack: [],
  });
});

test.each(['null', '"text"', '<b>no json</b>', ''])('%j is shown as it came', (payload) => {
  expect(functionFailure(payload)).toEqual({ type: 'Error', message: payload, stack: [] });
});
