import { bytes, counted, milliseconds, seconds } from './amounts';

test('an amount is written with the unit a person would choose', () => {
  expect([0, 999, 1000, 52_428_800].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '52.4 MB']);
  expect([0.5, 12.345, 2400].map(milliseconds)).toEqual(['0.5 ms', '12.35 ms', '2.40 s']);
  expect([3, 60, 890].map(seconds)).toEqual(['3 s', '1 min', '14 min 50 s']);
  expect([counted(1, 'version'), counted(1200, 'alias', 'aliases')]).toEqual(['1 version', '1,200 aliases']);
});
