import { fileURLToPath } from 'node:url';

// What the tests use beside what Hearth itself needs, and the Debian package of each.
const programs = [
  { names: ['crun'], debianPackage: 'crun' },
  { names: ['runc'], debianPackage: 'runc' },
  { names: ['bwrap'], debianPackage: 'bubblewrap' },
  { names: ['redis-server', 'valkey-server', 'redis-check-rdb'], debianPackage: 'redis-tools' },
  { names: ['unshare'], debianPackage: 'util-linux' },
  { names: ['mkfs.ext4'], debianPackage: 'e2fsprogs' },
  { names: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' },
  { names: ['aws'], debianPackage: 'awscli' },
];

/** Provides them: installs with apt as root on Debian and its children, else refuses with the line that does. */
export async function prepareTestPrograms(say) {
  const { aptInstall, CannotStart, distribution, findProgram, installLine, isRoot } = await import(
    fileURLToPath(new URL('../packages/launcher/dist/index.js', import.meta.url))
  );
  const missing = () => programs.filter(({ names }) => findProgram(names) === null).map(({ debianPackage }) => debianPackage);
  if (missing().length && isRoot() && distribution() === 'debian') {
    say(`apt-get install ${missing().join(' ')}`);
    await aptInstall(missing());
  }
  if (missing().length)
    throw new CannotStart(
      `The tests need ${missing().join(', ')}.`,
      `Install them, then run npm test again:\n${installLine(distribution(), missing(), isRoot())}`,
    );
}
