import { qualifierColumns } from './qualifier-columns.js';
import { isNumber } from './version-number.js';

it.each(['$LATEST', '1', '70', '2147483647'])('%s can be a version', (version) => {
  expect(isNumber(version)).toBe(true);
  expect(qualifierColumns(version)).toEqual({ number: version === '$LATEST' ? 0 : Number(version), alias: null });
});

it.each(['0', '007', '00', '2147483648', '1e3', ' 1', ''])('"%s" is no other spelling of a version', (version) => {
  expect(isNumber(version)).toBe(false);
  expect(qualifierColumns(version)).toEqual({ number: null, alias: version });
});
