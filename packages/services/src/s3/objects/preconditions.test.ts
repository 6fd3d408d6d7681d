import { checkCopySource, checkWrite, readOutcome } from './preconditions.js';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const object = { etag: 'abc', modifiedAt: at(10) };

describe('a reader', () => {
  it.each([
    [{}, 'serve'],
    [{ ifMatch: '"abc"' }, 'serve'],
    [{ ifMatch: 'abc' }, 'serve'],
    [{ ifMatch: '*' }, 'serve'],
    [{ ifMatch: '"x", "abc"' }, 'serve'],
    [{ ifMatch: '"x"' }, 'If-Match'],
    [{ ifMatch: '"abc"', ifUnmodifiedSince: at(1) }, 'serve'],
    [{ ifUnmodifiedSince: at(1) }, 'If-Unmodified-Since'],
    [{ ifUnmodifiedSince: at(10) }, 'serve'],
    [{ ifNoneMatch: '"abc"' }, 'not-modified'],
    [{ ifNoneMatch: 'W/"abc"' }, 'not-modified'],
    [{ ifNoneMatch: '"x"' }, 'serve'],
    [{ ifNoneMatch: '"x"', ifModifiedSince: at(20) }, 'serve'],
    [{ ifModifiedSince: at(10) }, 'not-modified'],
    [{ ifModifiedSince: at(9) }, 'serve'],
    [{ ifMatch: '"x"', ifNoneMatch: '"abc"' }, 'If-Match'],
  ])('with %j: %s', (conditions, expected) => {
    expect(readOutcome(object, conditions)).toBe(expected);
  });
});

it('a copy is refused also where a reader would be told that nothing changed', () => {
  expect(() => checkCopySource(object, { ifNoneMatch: '"abc"' })).toThrow('At least one of the pre-conditions');
  expect(() => checkCopySource(object, { ifModifiedSince: at(20) })).toThrow('At least one of the pre-conditions');
  checkCopySource(object, { ifMatch: '"abc"' });
});

describe('a writer', () => {
  it('who expects nothing is refused where something is', () => {
    checkWrite('k', undefined, { ifNoneMatch: '*' });
    expect(() => checkWrite('k', object, { ifNoneMatch: '*' })).toThrow('At least one of the pre-conditions');
  });

  it('who expects what is there is refused where it is not', () => {
    checkWrite('k', object, { ifMatch: '"abc"' });
    expect(() => checkWrite('k', object, { ifMatch: '"x"' })).toThrow('At least one of the pre-conditions');
    expect(() => checkWrite('k', undefined, { ifMatch: '"abc"' })).toThrow('The specified key does not exist.');
  });

  it('who expects anything but one ETag is refused', () => {
    expect(() => checkWrite('k', undefined, { ifNoneMatch: '"abc"' })).toThrow('not implemented');
  });
});
