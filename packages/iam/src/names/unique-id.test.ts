import { accountOfAccessKeyId, newAccessKeyId, uniqueId } from './unique-id.js';

test.each(['000000000000', '123456789012', '999999999999'])(
  'an access key id tells its account %s and is 20 characters long',
  (accountId) => {
    const id = newAccessKeyId('ASIA', accountId);
    expect(id).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(accountOfAccessKeyId(id)).toBe(accountId);
  },
);

test('what is not an access key id of this form tells nothing', () => {
  expect(accountOfAccessKeyId('AKIAIOSFODNN7EXAMPLE')).toBeUndefined();
  expect(accountOfAccessKeyId('nonsense')).toBeUndefined();
});

test('unique ids are 21 characters and never the same', () => {
  const ids = Array.from({ length: 1000 }, () => uniqueId('AROA'));
  expect(ids.every((id) => /^AROA[A-Z2-7]{17}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});
