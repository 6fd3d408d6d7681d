// Compiles the package in the current directory: src/**/*.ts to dist/, one file each. Types are checked by `npm run types`.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

const options = {
  jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true }, target: 'es2022' },
  module: { type: 'es6' },
  sourceMaps: true,
  swcrc: false,
};
const isTest = (path) => /(\.(test|spec)\.ts|\/testing\/.*)$/.test(path);

rmSync('dist', { recursive: true, force: true });
for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const source = join(entry.parentPath ?? entry.path, entry.name);
  const target = join('dist', relative('src', source));
  mkdirSync(dirname(target), { recursive: true });
  if (!source.endsWith('.ts')) cpSync(source, target);
  else if (!isTest(source) && !source.endsWith('.d.ts')) {
    const { code, map } = transformFileSync(source, { ...options, sourceFileName: relative(dirname(target), source) });
    const out = target.replace(/\.ts$/, '.js');
    const name = out.split('/').at(-1);
    writeFileSync(out, `${code}\n//# sourceMappingURL=${name}.map\n`);
    writeFileSync(`${out}.map`, map);
  }
}
