import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { SUITE_TIMES } from './scripts/suite-times.ts';

interface Suite {
  readonly name: string;
  /** Milliseconds one test, and one hook, may take. */
  readonly timeout: number;
  /** Pure tests: nothing one file leaves behind can reach another, so they share a process; so do those of the built program. */
  readonly shared?: true;
  /** Runs the built program, so `npm run build` comes first. */
  readonly built?: true;
  /** May talk to hosts other than this machine. */
  readonly network?: true;
}

const SUITES: readonly Suite[] = [
  { name: 'unit', timeout: 5_000, shared: true },
  { name: 'io', timeout: 60_000 },
  { name: 'hostile', timeout: 60_000 },
  { name: 'shell', timeout: 60_000 },
  { name: 'tui', timeout: 120_000, built: true },
  { name: 'cli', timeout: 120_000, built: true },
  { name: 'real', timeout: 300_000, built: true, network: true },
];

function project(suite: Suite): TestProjectInlineConfiguration {
  return {
    test: {
      name: suite.name,
      include: [`test/${suite.name}/**/*.test.{ts,tsx}`],
      isolate: suite.shared !== true && suite.built !== true,
      testTimeout: suite.timeout,
      hookTimeout: suite.timeout,
      // `expect.poll` waits for what is bound to come: a busy machine may need all that a test has.
      expect: { poll: { timeout: suite.timeout * 0.9 } },
      setupFiles: suite.network === true ? [] : ['test/support/offline.ts'],
      globalSetup: suite.built === true ? ['test/support/built.ts', 'test/support/suite-directory.ts'] : [],
    },
  };
}

// The threads and programs that tests start from sources have their types taken out once, not each time.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'gv-tests');

export default defineConfig({
  test: {
    pool: 'forks',
    retry: 0,
    // The suites spawn shells, servers and whole installs: more files at a time than cores makes time-outs lie.
    maxWorkers: 2,
    teardownTimeout: 10_000,
    // The last one is what the runner would add by itself, were none named here.
    reporters: [
      SUITE_TIMES,
      'default',
      ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions'] : []),
    ],
    projects: SUITES.map(project),
  },
});
