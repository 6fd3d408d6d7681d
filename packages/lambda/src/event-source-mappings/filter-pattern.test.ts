import { checkFilterPattern } from './filter-pattern.js';
import type { SourceKind } from './source-kind.js';

const accepts = (pattern: unknown, kind: SourceKind = 'sqs') => {
  try {
    checkFilterPattern(typeof pattern === 'string' ? pattern : JSON.stringify(pattern), kind);
    return true;
  } catch {
    return false;
  }
};

describe('a filter is accepted', () => {
  test.each<[string, unknown]>([
    ['that lists values', { body: { city: ['Rome', 'Oslo'], open: [true], left: [null], size: [3] } }],
    ['that names none', { body: { name: [''] } }],
    ['with a prefix', { body: { name: [{ prefix: 'a' }] } }],
    ['with a suffix', { body: { name: [{ suffix: 'a' }] } }],
    ['that ignores case', { body: { name: [{ 'equals-ignore-case': 'a' }] } }],
    ['that wants a key to be there', { body: { name: [{ exists: true }] } }],
    ['that wants a key not to be there', { name: [{ exists: false }] }],
    ['that excludes texts', { name: [{ 'anything-but': ['a', 'b'] }] }],
    ['that excludes a number', { size: [{ 'anything-but': 3 }] }],
    ['that excludes a prefix', { name: [{ 'anything-but': { prefix: 'a' } }] }],
    ['that compares a number', { size: [{ numeric: ['=', 3] }] }],
    ['that bounds a number once', { size: [{ numeric: ['>', 100] }] }],
    ['that bounds a number twice', { size: [{ numeric: ['>=', 100, '<', 200] }] }],
    ['that has alternatives over several keys', { $or: [{ a: [1] }, { b: { c: [2] } }] }],
    ['that says a key twice', '{"a":{"b":1},"a":["last"]}'],
  ])('%s', (_, pattern) => expect(accepts(pattern)).toBe(true));
});

describe('a filter is refused', () => {
  test.each<[string, unknown]>([
    ['that is not JSON', 'single-string'],
    ['that is broken JSON', '[{"eventName": ["INSERT"=123}]'],
    ['that is null', 'null'],
    ['that is a list', [{ a: [1] }]],
    ['that is nothing at all', ''],
    ['that says nothing', {}],
    ['that says nothing of a key', { body: {} }],
    ['that gives a value without a list', { eventSource: 'aws:sqs' }],
    ['that lists no value', { eventSource: [] }],
    ['that lists lists', { a: [[1]] }],
    ['with an operator nobody knows', { a: [{ startswith: 'x' }] }],
    ['with an operator from the prototype', { a: [{ constructor: 'x' }] }],
    ['with two operators in one', { a: [{ prefix: 'x', suffix: 'y' }] }],
    ['with a prefix that is no text', { a: [{ prefix: 1 }] }],
    ['that wants a key to be there perhaps', { a: [{ exists: 'yes' }] }],
    ['that excludes nothing', { a: [{ 'anything-but': [] }] }],
    ['that excludes texts and numbers at once', { a: [{ 'anything-but': ['a', 1] }] }],
    ['that compares with no operator', { a: [{ numeric: [3] }] }],
    ['that compares with text', { a: [{ numeric: ['=', '3'] }] }],
    ['that has its bounds the wrong way round', { a: [{ numeric: ['>', 5, '<', 5] }] }],
    ['that has two lower bounds', { a: [{ numeric: ['>', 5, '>', 7] }] }],
    ['with a number out of reach', { a: [{ numeric: ['<', 5e9 + 1] }] }],
    ['with alternatives of which one is none', { $or: [{ a: [1] }, { b: 2 }] }],
  ])('%s', (_, pattern) => expect(accepts(pattern)).toBe(false));
});

it('has the content of a stream as JSON, not as text', () => {
  expect(accepts({ data: ['plain'] }, 'kinesis')).toBe(false);
  expect(accepts({ data: { key: ['value'] } }, 'kinesis')).toBe(true);
  expect(accepts({ dynamodb: ['plain'] }, 'dynamodb')).toBe(false);
  expect(accepts({ body: ['plain'] }, 'sqs')).toBe(true);
});

it('is read at once however deep it is', () => {
  const depth = 1_000;
  expect(accepts(`${'{"a":'.repeat(depth)}[1]${'}'.repeat(depth)}`)).toBe(true);
});
