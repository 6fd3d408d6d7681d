import { jest } from '@jest/globals';
import { SignInAttempts } from './sign-in-attempts.js';

const wrong = async () => undefined;
const right = async () => 'user';

function attemptsAt(start: number) {
  const clock = { now: start };
  return { clock, attempts: new SignInAttempts(() => clock.now) };
}

test('four mistakes cost nothing, then each one doubles the wait up to a minute', async () => {
  const { clock, attempts } = attemptsAt(0);
  for (let mistake = 0; mistake < 4; mistake++) expect((await attempts.attempt('u', wrong)).kind).toBe('checked');
  const waits: number[] = [];
  for (let mistake = 0; mistake < 8; mistake++) {
    expect((await attempts.attempt('u', wrong)).kind).toBe('checked');
    const refused = await attempts.attempt('u', right);
    if (refused.kind !== 'too-soon') throw new Error('was checked too soon');
    waits.push(refused.retryAfterSeconds);
    clock.now += refused.retryAfterSeconds * 1000;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test('an attempt that comes too soon is not checked, even with the right password, and does not lengthen the wait', async () => {
  const { clock, attempts } = attemptsAt(0);
  for (let mistake = 0; mistake < 5; mistake++) await attempts.attempt('u', wrong);
  const check = jest.fn(right);
  for (let early = 0; early < 50; early++) expect((await attempts.attempt('u', check)).kind).toBe('too-soon');
  expect(check).not.toHaveBeenCalled();
  clock.now += 1000;
  expect(await attempts.attempt('u', check)).toEqual({ kind: 'checked', result: 'user' });
});

test('signing in forgives what was mistyped before', async () => {
  const { attempts } = attemptsAt(0);
  for (let round = 0; round < 5; round++) {
    for (let mistake = 0; mistake < 3; mistake++) await attempts.attempt('u', wrong);
    expect(await attempts.attempt('u', right)).toEqual({ kind: 'checked', result: 'user' });
  }
});

test('one user’s mistakes are not another’s', async () => {
  const { attempts } = attemptsAt(0);
  for (let mistake = 0; mistake < 6; mistake++) await attempts.attempt('u', wrong);
  expect((await attempts.attempt('v', right)).kind).toBe('checked');
});

test('guesses sent side by side count like guesses sent one by one', async () => {
  const { attempts } = attemptsAt(0);
  const check = jest.fn(wrong);
  for (let burst = 0; burst < 10; burst++) await Promise.all(Array.from({ length: 10 }, () => attempts.attempt('u', check)));
  expect(check).toHaveBeenCalledTimes(5);
});

test('a store that fails is not held against the user', async () => {
  const { attempts } = attemptsAt(0);
  const broken = async () => {
    throw new Error('no database');
  };
  for (let fault = 0; fault < 10; fault++) await expect(attempts.attempt('u', broken)).rejects.toThrow('no database');
  expect((await attempts.attempt('u', right)).kind).toBe('checked');
});
