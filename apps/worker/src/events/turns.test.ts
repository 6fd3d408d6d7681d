import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from './turns.js';

const names: string[] = [];
const work =
  (name: string, milliseconds = 5) =>
  async () => {
    names.push(`${name} starts`);
    await sleep(milliseconds);
    names.push(`${name} ends`);
    return name;
  };
beforeEach(() => names.splice(0));

test('many work side by side', async () => {
  const turns = new Turns();
  expect(await Promise.all([turns.together(work('a')), turns.together(work('b'))])).toEqual(['a', 'b']);
  expect(names.slice(0, 2)).toEqual(['a starts', 'b starts']);
});

test('one that is alone waits for those at work, and those who come later wait for it', async () => {
  const turns = new Turns();
  await Promise.all([
    turns.together(work('a', 20)),
    turns.together(work('b', 10)),
    turns.alone(work('x')),
    turns.alone(work('y')),
    turns.together(work('c')),
  ]);
  expect(names).toEqual([
    'a starts',
    'b starts',
    'b ends',
    'a ends',
    'x starts',
    'x ends',
    'y starts',
    'y ends',
    'c starts',
    'c ends',
  ]);
});

test('work that fails gives way like any other', async () => {
  const turns = new Turns();
  const fail = async () => {
    throw new Error('it failed');
  };
  await expect(turns.alone(fail)).rejects.toThrow('it failed');
  await expect(turns.together(fail)).rejects.toThrow('it failed');
  await expect(turns.alone(work('x'))).resolves.toBe('x');
});
