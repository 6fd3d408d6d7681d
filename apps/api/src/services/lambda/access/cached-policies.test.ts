import type { FunctionAccess } from '@hearth/lambda';
import { CachedPolicies } from './cached-policies.js';

const scope = { accountId: '111111111111', region: 'us-east-1' };
const access = (text: string): FunctionAccess => ({ functionId: 'f', tags: {}, policies: { '': text } });

/** Answers in the order in which the test lets it. */
function asked() {
  const questions: ((found: FunctionAccess | undefined) => void)[] = [];
  const accessOf = () => new Promise<FunctionAccess | undefined>((resolve) => questions.push(resolve));
  return { questions, policies: new CachedPolicies({ accessOf }) };
}

it('asks once for many that want to know at a time, and not again while it remembers', async () => {
  const { questions, policies } = asked();
  const answers = [policies.accessOf(scope, 'f'), policies.accessOf(scope, 'f')];
  questions[0]!(access('a'));
  expect(await Promise.all([...answers, policies.accessOf(scope, 'f')])).toEqual(Array(3).fill(access('a')));
  expect(questions).toHaveLength(1);
});

it('does not keep an answer that was asked for before it had to forget', async () => {
  const { questions, policies } = asked();
  const before = policies.accessOf(scope, 'f');
  policies.forget(scope, 'f');
  const after = policies.accessOf(scope, 'f');
  questions[1]!(access('new'));
  expect(await after).toEqual(access('new'));
  questions[0]!(access('old'));
  expect(await before).toEqual(access('old'));
  expect(await policies.accessOf(scope, 'f')).toEqual(access('new'));
});

it('does not remember functions that do not exist, nor failures', async () => {
  const { questions, policies } = asked();
  const missing = policies.accessOf(scope, 'f');
  questions[0]!(undefined);
  expect(await missing).toBeUndefined();
  let fails = true;
  const failing = new CachedPolicies({
    accessOf: async () => {
      if (fails) throw new Error('the database is away');
      return access('a');
    },
  });
  await expect(failing.accessOf(scope, 'f')).rejects.toThrow('the database is away');
  fails = false;
  expect(await failing.accessOf(scope, 'f')).toEqual(access('a'));
  const again = policies.accessOf(scope, 'f');
  questions[1]!(access('b'));
  expect(await again).toEqual(access('b'));
});

it('keeps the functions of accounts and regions apart', async () => {
  const { questions, policies } = asked();
  const answers = [scope, { ...scope, region: 'eu-west-1' }, { ...scope, accountId: '222222222222' }].map((each) =>
    policies.accessOf(each, 'f'),
  );
  for (const [index, answer] of questions.entries()) answer(access(String(index)));
  expect((await Promise.all(answers)).map((found) => found!.policies[''])).toEqual(['0', '1', '2']);
});
