// Who may import whom. A rule's comment is the sentence a developer reads when it is broken.
const rooms = '^(apps|packages)/';
const onlyIn = (name, technology, home, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: rooms, pathNot: [home, '\\.(spec|test)\\.ts$'] },
  to: { path: technology },
});

export default {
  forbidden: [
    {
      name: 'domain-stands-alone',
      comment: 'lambda, iam and sandbox import no other room: ask the question through a port instead.',
      severity: 'error',
      from: {
        path: '^packages/(lambda|iam|services|sandbox|telemetry|aws-wire|hearth-client)/',
        pathNot: '\\.(spec|test)\\.ts$',
      },
      to: { path: rooms, pathNot: '^packages/$1/' },
    },
    {
      name: 'adapter-knows-the-domain-only',
      comment: 'An adapter imports the domain and its one technology, never another adapter or an app.',
      severity: 'error',
      from: { path: '^packages/(postgres|redis|blob-store|dispatch)/', pathNot: '\\.(spec|test)\\.ts$' },
      to: { path: rooms, pathNot: ['^packages/$1/', '^packages/(lambda|iam|services|telemetry)/'] },
    },
    {
      name: 'packages-never-import-apps',
      comment: 'Packages are used by apps, not the other way round.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'console-uses-http-only',
      comment: 'The console talks to the API through SDK clients and nothing else.',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: rooms, pathNot: ['^apps/console/', '^packages/hearth-client/'] },
    },
    {
      name: 'only-execution-meets-sandboxes',
      comment: 'apps/worker/src/execution is the only place where a function meets a sandbox; compose and main only build it.',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['^apps/worker/src/(execution/|compose|main)', '\\.(spec|test)\\.ts$'] },
      to: { path: '^packages/sandbox/' },
    },
    onlyIn(
      'nest-lives-in-the-api',
      '^node_modules/@nestjs/',
      '^apps/api/',
      'Nest lives in apps/api alone: the domain is plain classes.',
    ),
    onlyIn(
      'prisma-and-pg-live-in-postgres',
      '^node_modules/(pg|@prisma)/',
      '^packages/postgres/',
      'packages/postgres is the only importer of Prisma and pg.',
    ),
    onlyIn(
      'bullmq-and-ioredis-live-in-redis',
      '^node_modules/(bullmq|ioredis)/',
      '^packages/redis/',
      'packages/redis is the only importer of BullMQ and ioredis.',
    ),
    {
      name: 'one-door-a-package',
      comment: 'Import a package by its name; its index.ts is its only door.',
      severity: 'error',
      from: { path: '^(apps|packages)/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^$1/$2/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea: join them or cut the knot.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: { path: rooms },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/\\.next/', '/generated/', 'next-env\\.d\\.ts'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
};
