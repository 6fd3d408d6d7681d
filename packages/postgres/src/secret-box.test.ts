import { randomBytes } from 'node:crypto';
import { SecretBox } from './secret-box.js';

const masterKey = randomBytes(32).toString('base64');
const box = SecretBox.fromMasterKey(masterKey);
const secret = Buffer.from('wJalrXUtnFEMI/K7MDENG');

test('what was sealed opens in its context, also in another process with the same master key', () => {
  const sealed = box.seal(secret, 'access-key:AKIA1');
  expect(SecretBox.fromMasterKey(masterKey).open(sealed, 'access-key:AKIA1')).toEqual(secret);
  expect(sealed.includes(secret)).toBe(false);
});

test('a value moved to another row or another use does not open', () => {
  const sealed = box.seal(secret, 'access-key:AKIA1');
  expect(() => box.open(sealed, 'access-key:AKIA2')).toThrow();
  expect(() => box.open(sealed, 'session:AKIA1')).toThrow();
});

test('no byte can be altered or left out', () => {
  const sealed = box.seal(secret, 'access-key:AKIA1');
  for (let index = 0; index < sealed.length; index++) {
    const altered = Buffer.from(sealed);
    altered[index]! ^= 1;
    expect(() => box.open(altered, 'access-key:AKIA1')).toThrow();
    expect(() => box.open(sealed.subarray(0, index), 'access-key:AKIA1')).toThrow();
  }
});

test('another master key is named as the reason', () => {
  const other = SecretBox.fromMasterKey(randomBytes(32).toString('base64'));
  expect(() => other.open(box.seal(secret, 'a:b'), 'a:b')).toThrow('sealed under another master key');
});

test('the same value sealed twice shows nothing in common', () => {
  expect(box.seal(secret, 'a:b').subarray(5)).not.toEqual(box.seal(secret, 'a:b').subarray(5));
});

test.each(['', 'c2hvcnQ=', 'not base64 at all', randomBytes(33).toString('base64')])(
  'a master key such as "%s" is refused',
  (text) => {
    expect(() => SecretBox.fromMasterKey(text)).toThrow('base64 of 32 bytes');
  },
);
