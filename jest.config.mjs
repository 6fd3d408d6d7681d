// Two kinds of test: *.test.ts needs nothing but Node; *.spec.ts uses real Postgres, Redis, sandboxes, the AWS SDK and Chromium.
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true }, target: 'es2022' },
      module: { type: 'es6' },
      swcrc: false,
    },
  ],
};
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['/dist/', '/.next/', '/.hearth/'],
  moduleNameMapper: {
    '^@hearth/(api|worker)$': '<rootDir>/apps/$1/src/index.ts',
    '^@hearth/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform,
};
export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{apps,packages,runtimes,tests}/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'real',
      testMatch: ['<rootDir>/{apps,packages,runtimes,tests}/**/*.spec.ts'],
      globalSetup: '<rootDir>/tests/kit/global-setup.mjs',
      globalTeardown: '<rootDir>/tests/kit/global-teardown.mjs',
    },
  ],
  testTimeout: 30000,
};
