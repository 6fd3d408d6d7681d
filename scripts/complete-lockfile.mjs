// Completes package-lock.json after `npm install`: a registry that serves only some platforms' packages makes npm leave the other
// optional platform packages out, and `npm ci` then refuses the lockfile everywhere. Adds each at the exact version its parent names.
// Run with --check to fail instead when entries are missing, a download address is recorded, or a licence is not permitted.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const check = process.argv.includes('--check');

const systems = {
  win32: /win32|windows/,
  darwin: /darwin|macos/,
  freebsd: /freebsd/,
  android: /android/,
  openbsd: /openbsd/,
  netbsd: /netbsd/,
  sunos: /sunos/,
  aix: /aix/,
  openharmony: /openharmony|ohos/,
  linux: /linux/,
};
const processors = {
  arm64: /arm64|aarch64/,
  ppc64: /ppc64|powerpc64/,
  riscv64: /riscv64/,
  s390x: /s390x/,
  loong64: /loong64/,
  mips64el: /mips64el/,
  ia32: /ia32/,
  arm: /arm/,
  x64: /x64|-64$|amd64/,
};
const named = (name, table) => Object.keys(table).find((key) => table[key].test(name.toLowerCase()));

/** Whether Node would find `dependency` from the package at `from`. */
function located(from, dependency) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[at ? `${at}/node_modules/${dependency}` : `node_modules/${dependency}`]) return true;
    if (!at) return false;
  }
}

const missing = [];
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (located(parent, name) || !/^\d/.test(version)) continue;
    missing.push(`${name}@${version}`);
    const os = named(name, systems);
    const cpu = named(name, processors);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    };
  }
}
const addressed = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
const forbidden = Object.entries(lock.packages).filter(
  ([, entry]) => /\b(A?GPL)\b/.test(entry.license ?? '') && !/\bOR\b/.test(entry.license) && !/LGPL/.test(entry.license),
);

for (const [name, entry] of forbidden) console.error(`${name} is licensed ${entry.license}, which Hearth may not ship`);
if (check) {
  if (missing.length) console.error(`package-lock.json lacks ${missing.join(', ')}: run node scripts/complete-lockfile.mjs`);
  if (addressed.length) console.error(`package-lock.json records download addresses, such as that of ${addressed[0][0]}`);
  process.exit(missing.length || addressed.length || forbidden.length ? 1 : 0);
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${missing.length} packages`);
process.exit(forbidden.length ? 1 : 0);
