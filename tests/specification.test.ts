import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const notOurs = new Set(['node_modules', 'dist', 'reports']);
const specification = readFileSync(join(root, 'SPECIFICATION.md'), 'utf8');

interface PromiseKept {
  readonly id: string;
  readonly tests: readonly { readonly file: string; readonly names: readonly string[] }[];
}

function documentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documentsIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Where the links of a document lead within the repository; code blocks hold none. */
function linksOf(document: string): string[] {
  const prose = readFileSync(document, 'utf8').replace(/^```.*?^```/gms, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);
  return targets.filter((target) => !/^(\w+:|#)/.test(target)).map((target) => decodeURI(target.replace(/#.*/, '')));
}

function promisesOf(text: string): PromiseKept[] {
  return text
    .split(/^- (?=\*\*)/m)
    .slice(1)
    .map((item) => ({
      id: /^\*\*(\S+)\*\*/.exec(item)?.[1] ?? item,
      tests: [...item.matchAll(/^ {2}- \[[^\]]+\]\(([^)]+)\): (.+)$/gm)].map(([, file, names]) => ({
        file: file as string,
        names: [...(names as string).matchAll(/"([^"]+)"/g)].map(([, name]) => name as string),
      })),
    }));
}

/** A file that is not there or of which nothing is named, and names that do not occur in it. */
function missingOf({ file, names }: PromiseKept['tests'][number]): string[] {
  const path = join(root, file);
  if (!existsSync(path) || names.length === 0) return [file];
  const source = readable(path);
  return names.filter((name) => !source.includes(name)).map((name) => `"${name}" in ${file}`);
}

/** As a reader knows a name: without the escapes that its quotes need. */
const readable = (path: string) => readFileSync(path, 'utf8').replace(/\\(['"`])/g, '$1');

const documents = documentsIn(root).map((path) => relative(root, path));
const promises = promisesOf(specification);

test('every link in every document leads to a file', () => {
  const broken = documents.flatMap((document) => {
    const targets = linksOf(join(root, document));
    return targets
      .filter((target) => !existsSync(join(root, dirname(document), target)))
      .map((target) => `${document}: ${target}`);
  });
  expect(broken).toEqual([]);
});

test('the documents that lead through Hearth are among those looked at', () => {
  const known = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SPECIFICATION.md'];
  expect(documents).toEqual(expect.arrayContaining(known));
});

test('promises are numbered without gap or repetition within their letter', () => {
  const counts = new Map<string, number>();
  const expected = promises.map(({ id }) => {
    const letter = id.slice(0, 1);
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
    return `${letter}-${counts.get(letter)}`;
  });
  expect(promises.map(({ id }) => id)).toEqual(expected);
  expect([...counts.keys()].join('')).toBe('WIFRPDQNUOESLCM');
});

test('every promise names tests that exist', () => {
  expect(promises.flatMap(({ id, tests }) => (tests.length > 0 ? [] : [id]))).toEqual([]);
  const missing = promises.flatMap(({ id, tests }) => tests.flatMap((kept) => missingOf(kept).map((what) => `${id}: ${what}`)));
  expect(missing).toEqual([]);
});
