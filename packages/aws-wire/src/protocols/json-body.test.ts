import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Shape } from '../schema/description.js';
import { fromJson, parseJsonObject, structureFromJson } from '../values/json.js';
import { parseJsonBody } from './json-body.js';
import { utf8Body } from './utf8-body.js';

const KILOBYTE = 1024;
const member = (name: string, shape: Shape) => ({ name, jsonName: name, xmlName: name, shape }) as never;
const members = [
  member('ZipFile', { kind: 'blob' } as Shape),
  member('Text', { kind: 'string' } as Shape),
  member('Number', { kind: 'number' } as Shape),
  member('When', { kind: 'timestamp' } as Shape),
  member('Any', { kind: 'document' } as Shape),
  member('List', { kind: 'list', member: member('member', { kind: 'blob' } as Shape) } as unknown as Shape),
  member('Map', { kind: 'map', value: member('value', { kind: 'string' } as Shape) } as unknown as Shape),
  member('Code', { kind: 'structure', members: [member('ZipFile', { kind: 'blob' } as Shape)] } as unknown as Shape),
];

/** Comparing bytes one by one takes minutes. */
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function withDigests(value: unknown): unknown {
  if (value instanceof Uint8Array) return digest(value);
  if (Array.isArray(value)) return value.map(withDigests);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.entries(value).map(([key, item]) => [key, withDigests(item)]);
}

const outcome = (read: () => unknown) => {
  try {
    return { read: withDigests(read()) };
  } catch (error) {
    return { refused: (error as Error).message };
  }
};
const plainly = (json: Buffer) => outcome(() => structureFromJson(members as never, parseJsonObject(utf8Body(json))));
const largely = (json: Buffer) => outcome(() => structureFromJson(members as never, parseJsonBody(Buffer.from(json))));

function expectSame(json: string | Buffer): void {
  const bytes = Buffer.from(json as string);
  expect(largely(bytes)).toEqual(plainly(bytes));
}

const long = (kilobytes: number) => Buffer.alloc(kilobytes * KILOBYTE, 'some bytes').toString('base64');
const base64 = long(300);

describe('a large body is read as a small one would be, when it', () => {
  const escapedWith = (escaped: (letter: string) => string) => base64.replace(/[/+A]/g, escaped);
  it.each<[string, string | Buffer]>([
    ['has base64', `{"ZipFile":"${base64}"}`],
    ['has base64 among others, and spaces', `{ "Text" : "x\\"y\\\\" , "ZipFile"\n:\t"${base64}" , "Number": 3 }`],
    ['has base64 within another member', `{"Code":{"ZipFile":"${base64}"},"ZipFile":"${long(70)}"}`],
    ['has base64 in a list', `{"List":["${base64}",null,"${long(70)}","QQ=="]}`],
    ['has base64 without padding', `{"ZipFile":"${`${base64}QQ==`.replace(/=+$/, '')}"}`],
    ['has base64 for URLs', `{"ZipFile":"${base64}-_-_"}`],
    ['has slashes escaped, as PHP writes them', `{"ZipFile":"${`${base64}////`.replaceAll('/', '\\/')}"}`],
    [
      'has letters escaped by number',
      `{"ZipFile":"${escapedWith((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"}`,
    ],
    ['has a line break in its base64', `{"ZipFile":"${base64}\\r\\n${base64}"}`],
    ['has one character too many in its base64', `{"ZipFile":"${base64}QUJD Q"}`],
    ['has padding within its base64', `{"ZipFile":"${base64}QQ==${base64}"}`],
    ['has nothing but padding', `{"ZipFile":"${'='.repeat(300 * KILOBYTE)}"}`],
    ['has padding and then something', `{"ZipFile":"${'='.repeat(300 * KILOBYTE)}x"}`],
    ['has letters that are no base64', `{"ZipFile":"é${base64}"}`],
    ['has an emoji in its base64', `{"ZipFile":"${base64}😀"}`],
    ['ends within an escape', `{"ZipFile":"${base64}\\`],
    ['has an escape that is none', `{"ZipFile":"${base64}\\x"}`],
    ['has a half escape at the end of its string', `{"ZipFile":"${base64}\\u00"}`],
    ['has a backslash before its last quote', `{"ZipFile":"${base64}\\"}`],
    ['has two backslashes before its last quote', `{"ZipFile":"${base64}\\\\"}`],
    ['has a bare line break in a string', `{"ZipFile":"${base64}\n"}`],
    ['is cut off within its string', `{"ZipFile":"${base64}`],
    ['is cut off after its string', `{"ZipFile":"${base64}"`],
    ['has more after its end', `{"ZipFile":"${base64}"}"${base64}"`],
    ['has no colon', `{"ZipFile" "${base64}"}`],
    ['has a backslash outside of strings', `{"ZipFile":\\"${base64}"}`],
    ['is no UTF-8', Buffer.concat([Buffer.from(`{"ZipFile":"${base64}`), Buffer.of(0xff), Buffer.from('"}')])],
    ['names a member twice', `{"ZipFile":"${base64}","ZipFile":"QQ=="}`],
    ['names a member twice the other way', `{"ZipFile":"QQ==","ZipFile":"${base64}"}`],
    ['names a member twice with something unreadable first', `{"ZipFile":"${base64}\\x","ZipFile":"QQ=="}`],
    ['has a long string where a string belongs', `{"Text":"${base64}\\u00e9é😀\\ud83d\\ude00\\n"}`],
    ['has a long string where a number belongs', `{"Number":"${base64}"}`],
    ['has a long string where a date belongs', `{"When":"${base64}"}`],
    ['has a long string where a list belongs', `{"List":"${base64}"}`],
    ['has a long string where a map belongs', `{"Map":"${base64}"}`],
    ['has a long string where a structure belongs', `{"Code":"${base64}"}`],
    ['has long strings where anything may be', `{"Any":{"a":["${base64}",{"b":"${base64}"}],"c":1}}`],
    ['has a long string that is anything', `{"Any":"${base64}"}`],
    ['has long names and values in a map', `{"Map":{"${base64}":"${long(80)}","${long(90)}":"x"}}`],
    ['has a long name twice', `{"Map":{"${base64}":"1","${base64}":"2"}}`],
    ['has a long string where nothing belongs', `{"Unknown":"${base64}","Text":"x"}`],
    ['has a long string as __proto__', `{"__proto__":"${base64}","Any":{"__proto__":"${base64}"},"Text":"x"}`],
    ['is a long string', `"${base64}"`],
    ['is a list of long strings', `["${base64}"]`],
    ['is 100,000 lists deep', `{"Unknown":${'['.repeat(100_000)}"${base64}"${']'.repeat(100_000)}}`],
    ['has 100,000 short strings', `{"Unknown":[${'"\\"\\\\",'.repeat(100_000)}""],"Text":"x"}`],
    ['is not closed, and deep', '['.repeat(300 * KILOBYTE)],
  ])('%s', (_name, json) => expectSame(json));

  it('has any strings at all', () => {
    const piece = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 60, max: 200 }).map(long) },
      fc.constantFrom(
        'A',
        'AB',
        'ABC',
        '=',
        '==',
        ' ',
        '-',
        '\\/',
        '\\u0041',
        '\\u0',
        '\\',
        '"',
        '\\"',
        '\\\\',
        'é',
        '\u0001',
        '😀',
      ),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    const name = fc.constantFrom('ZipFile', 'Text', 'Number', 'Any', 'Map', 'List', 'When', 'Unknown');
    const form = fc.constantFrom('$', '["$"]', '{"ZipFile":"$"}', '$,', '"');
    const entry = fc
      .tuple(name, text, form)
      .map(([key, value, around]) => `"${key}":"${around === '$' ? value : around.replace('$', () => value)}"`);
    const body = fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) => `{${entries.join(',')}}`);
    fc.assert(
      fc.property(body, (json) => expectSame(json)),
      { numRuns: 300 },
    );
  }, 60_000);

  it('has any base64 cut anywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), fc.nat(200 * KILOBYTE), (bytes, fill) => {
        const content = Buffer.concat([Buffer.alloc(200 * KILOBYTE + fill, 'x'), bytes]);
        const { given } = parseJsonBody(Buffer.from(JSON.stringify({ given: content.toString('base64') })));
        expect(digest(fromJson({ kind: 'blob' } as Shape, given) as Buffer)).toBe(digest(content));
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

it('keeps what it reads in the memory that it came in', () => {
  const body = Buffer.from(`{"ZipFile":"${base64}"}`);
  const { ZipFile } = structureFromJson(members as never, parseJsonBody(body)) as { ZipFile: Buffer };
  expect(ZipFile.buffer).toBe(body.buffer);
});
