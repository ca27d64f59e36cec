/**
 * Node 24 strips the types by itself, so nothing is transformed and lines and coverage are exact.
 * Three projects: unit tests, and the races of the simulation, need nothing but Node; the end-to-end tests have a global
 * setup that looks for or makes a real registry, engine and builder first (jest runs it only when one of that project's
 * tests is selected).
 * REPORT_FILE asks for jest's results as JSON (see the reporter) and for coverage.
 */
const shared = {
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
};

/** For tests that compute, and start few processes. */
const PLAIN_GLOBALS = '<rootDir>/__tests__/support/runner/environment.ts';

/** Thousands of simulated runs at once. */
const RACES = 'simulation/(late-reads|races|releases)';

export default {
  // one more than CI has cores: runs wait for each other, for a fraction of a second here and there
  maxWorkers: 3,
  // jest would start it to list the files
  watchman: false,
  // for what hangs: how long a test takes depends on the machine. jest knows no limit of a project of its own
  testTimeout: 900_000,
  collectCoverage: Boolean(process.env.REPORT_FILE),
  coverageProvider: 'babel',
  // the script of a page: its text goes into a browser, where counters of coverage would be unknown
  collectCoverageFrom: ['<rootDir>/src/**/*.ts', '!<rootDir>/src/board/client.ts'],
  coverageReporters: ['text', 'json-summary'],
  testSequencer: '<rootDir>/__tests__/support/runner/sequencer.ts',
  reporters: ['default', '<rootDir>/__tests__/support/runner/reporter.ts'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testEnvironment: PLAIN_GLOBALS,
      roots: ['<rootDir>/src', '<rootDir>/__tests__'],
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      // the quick loop leaves out what plays many registries or many runs
      testPathIgnorePatterns: ['e2e/', RACES, ...(process.env.QUICK_TESTS ? ['hostile/', 'simulation/'] : [])].map(
        (path) => `<rootDir>/__tests__/${path}`,
      ),
    },
    {
      ...shared,
      displayName: 'races',
      testEnvironment: PLAIN_GLOBALS,
      roots: ['<rootDir>/src', '<rootDir>/__tests__'],
      testMatch: [`<rootDir>/__tests__/${RACES}.test.ts`],
      // counters would more than double its time, and the other tests of the simulation come by the same lines
      coveragePathIgnorePatterns: ['<rootDir>/src/'],
    },
    {
      ...shared,
      displayName: 'e2e',
      roots: ['<rootDir>/src', '<rootDir>/__tests__'],
      testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
      globalSetup: '<rootDir>/__tests__/support/runner/global-setup.ts',
      globalTeardown: '<rootDir>/__tests__/support/runner/global-teardown.ts',
    },
  ],
};
