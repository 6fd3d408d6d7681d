import type { RunnableVersions } from '@hearth/lambda';
import { CachedFunctionResolver } from './cached-function-resolver.js';

const scope = { accountId: '111111111111', region: 'us-east-1' };

function counted(answer: () => Promise<RunnableVersions | undefined>) {
  const asked: string[] = [];
  const resolver = new CachedFunctionResolver({
    resolve: (_scope, name, qualifier) => {
      asked.push(`${name}:${qualifier}`);
      return answer();
    },
  });
  return { asked, resolver };
}

const found = (functionId: string): RunnableVersions => ({ functionId, routes: [] });

describe('the memory of what names lead to', () => {
  it('asks once for each qualifier, also when many ask at once', async () => {
    const { asked, resolver } = counted(async () => found('a'));
    await Promise.all([1, 2, 3].map(() => resolver.resolve(scope, 'f', undefined)));
    await resolver.resolve(scope, 'f', '$LATEST');
    await resolver.resolve(scope, 'f', 'live');
    expect(asked).toEqual(['f:$LATEST', 'f:live']);
  });

  it('forgets every qualifier of a function at once, and no other function', async () => {
    const { asked, resolver } = counted(async () => found('a'));
    for (const name of ['f', 'g']) await resolver.resolve(scope, name, 'live');
    resolver.forget(scope, 'f');
    for (const name of ['f', 'g']) await resolver.resolve(scope, name, 'live');
    expect(asked).toEqual(['f:live', 'g:live', 'f:live']);
  });

  it('does not keep an answer that was asked for before the function changed', async () => {
    let answer = (_found: RunnableVersions) => {};
    const { resolver } = counted(() => new Promise((resolve) => (answer = resolve)));
    const early = resolver.resolve(scope, 'f', undefined);
    resolver.forget(scope, 'f');
    answer(found('old'));
    expect((await early)?.functionId).toBe('old');
    const later = resolver.resolve(scope, 'f', undefined);
    answer(found('new'));
    expect((await later)?.functionId).toBe('new');
  });

  it.each<[string, () => Promise<undefined>]>([
    ['names that lead nowhere', async () => undefined],
    ['failures', () => Promise.reject(new Error('Postgres is away'))],
  ])('does not keep %s', async (_, answer) => {
    const { asked, resolver } = counted(answer);
    for (let count = 0; count < 2; count++) await resolver.resolve(scope, 'f', undefined).catch(() => {});
    expect(asked).toHaveLength(2);
  });
});
