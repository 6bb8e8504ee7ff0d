import { availableParallelism } from 'node:os';

const project = (name, testMatch, extra = {}) => ({
  displayName: name,
  runtime: '<rootDir>/test/support/jest/node-modules.mjs',
  testEnvironment: './test/support/jest/shared-global.mjs',
  testMatch,
  extensionsToTreatAsEsm: ['.ts'],
  // Node strips types as it loads a module.
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/dist', '<rootDir>/.sangam'],
  ...extra,
});

export default {
  // No test is judged by its speed: this ends one that hangs, on the slowest machine.
  testTimeout: 300_000,
  // One more than cores: files that wait for PostgreSQL, a process or a timer leave theirs to another.
  maxWorkers: availableParallelism() + 1,
  testSequencer: './test/support/jest/heavy-first.mjs',
  projects: [
    project('unit', ['<rootDir>/test/**/*.test.ts'], {
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
      globalSetup: '<rootDir>/test/support/shared-postgres/set-up.ts',
      globalTeardown: '<rootDir>/test/support/shared-postgres/tear-down.ts',
    }),
    project('e2e', ['<rootDir>/test/e2e/**/*.test.ts']),
  ],
};
