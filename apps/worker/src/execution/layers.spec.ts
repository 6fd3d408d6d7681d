import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { type ExecutionFixture, openExecution } from './testing/execution-fixture.js';

let execution: ExecutionFixture;

beforeAll(async () => {
  execution = await openExecution();
}, 180_000);

afterAll(() => execution?.close(), 60_000);

type Files = Readonly<Record<string, string | { readonly content: string; readonly mode: number }>>;

async function stored(files: Files): Promise<string> {
  const zip = new ZipFile();
  for (const [name, file] of Object.entries(files)) {
    const { content, mode } = typeof file === 'string' ? { content: file, mode: 0o644 } : file;
    zip.addBuffer(Buffer.from(content), name, { mode: 0o100000 | mode });
  }
  zip.end();
  return execution.store(await buffer(zip.outputStream));
}

const moduleOf = (word: string) => `module.exports = ${JSON.stringify(word)}`;
const first: Files = {
  'nodejs/node_modules/greeting/index.js': moduleOf('from the first'),
  'nodejs/node_modules/first-only/index.js': moduleOf('first only'),
  'bin/x': { content: '#!/bin/sh\necho the first x', mode: 0o755 },
  'data/kind': 'a file',
};
const second: Files = {
  'nodejs/node_modules/greeting/index.js': moduleOf('from the second'),
  'bin/x': { content: '#!/bin/sh\necho the second x', mode: 0o755 },
  'data/kind/inside': 'a folder',
};

const look = {
  'index.js': `
    const { execFileSync } = require('child_process');
    const { readdirSync, readFileSync, writeFileSync } = require('fs');
    const tried = (work) => { try { return work() } catch (error) { return error.code } };
    exports.handler = async () => ({
      greeting: tried(() => require('greeting')),
      firstOnly: tried(() => require('first-only')),
      x: tried(() => execFileSync('x').toString().trim()),
      kind: tried(() => readFileSync('/opt/data/kind/inside', 'utf8')),
      written: tried(() => writeFileSync('/opt/bin/x', '')),
      opt: readdirSync('/opt').sort(),
    })`,
};

describe('layers', () => {
  it('lie over each other in /opt in their order, on the search paths, and cannot be written', async () => {
    const layerSha256Hexes = [await stored(first), await stored(second)];
    expect((await execution.finished(await execution.version(look, { layerSha256Hexes }))).result).toEqual({
      greeting: 'from the second',
      firstOnly: 'first only',
      x: 'the second x',
      kind: 'a folder',
      written: 'EROFS',
      opt: ['bin', 'data', 'nodejs'],
    });
    layerSha256Hexes.reverse();
    expect((await execution.finished(await execution.version(look, { layerSha256Hexes }))).result).toMatchObject({
      greeting: 'from the first',
      x: 'the first x',
      kind: 'ENOTDIR',
    });
  });

  it('are seen by the functions that have them and by no other', async () => {
    const [one, two] = [await stored(first), await stored(second)];
    const both = await execution.version(look, { layerSha256Hexes: [one, two] });
    const only = await execution.version(look, { layerSha256Hexes: [one] });
    const none = await execution.version(look);
    const results = await Promise.all([both, only, none, both].map(async (target) => (await execution.finished(target)).result));
    expect(results).toMatchObject([
      { greeting: 'from the second' },
      { greeting: 'from the first', opt: ['bin', 'data', 'nodejs'] },
      { greeting: 'MODULE_NOT_FOUND', x: 'ENOENT', opt: [] },
      { greeting: 'from the second' },
    ]);
  });

  it('that cannot be unpacked are named as such before the first invocation', async () => {
    const target = await execution.version(look, { layerSha256Hexes: [await execution.store(Buffer.from('no zip'))] });
    expect(await execution.invocations.prepare(target)).toMatchObject({ kind: 'failed', reasonCode: 'InvalidZipFileException' });
  });
});

describe('permissions in a package', () => {
  it('hold: what only its owner may read, the function may not', async () => {
    const codeSha256Hex = await stored({
      'index.js': `exports.handler = async () => {
        try { return require('fs').readFileSync('/var/task/secret', 'utf8') } catch (error) { return error.code } }`,
      secret: { content: 'for the owner', mode: 0o600 },
    });
    const target = { ...(await execution.version({})), codeSha256Hex };
    expect((await execution.finished(target)).result).toBe('EACCES');
  });

  it('make a function fail whose own code may not be read', async () => {
    const codeSha256Hex = await stored({ 'index.js': { content: 'exports.handler = async () => 1', mode: 0o600 } });
    const failed = await execution.finished({ ...(await execution.version({})), codeSha256Hex });
    expect(failed).toMatchObject({
      functionError: 'Unhandled',
      result: { errorMessage: expect.stringContaining("EACCES: permission denied, open '/var/task/index.js'") },
    });
  });
});
