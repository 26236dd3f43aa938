import { expect, it } from 'vitest';
import type { TestReport } from '../../../../src/core/test-run/report.ts';
import { testText } from '../../../../src/report/own/test-text.ts';

const RUN: TestReport = {
  ms: 1200,
  go: '1.27.4',
  command: 'go test ./...',
  packages: 2,
  failed: [],
  tests: { passed: 3, failed: 0, skipped: 1 },
  processors: 2,
  gomaxprocs: null,
  pressure: null,
  cold: false,
  graph: 'none',
  modes: [],
  waiting: null,
  loadMs: null,
  slowest: [],
  reused: null,
};

it.each([
  ['counts packages and tests', {}, '2 packages, 4 tests in 1200 ms (go 1.27.4, 2 processors)'],
  [
    'says that a module has no tests',
    { packages: 0, tests: { passed: 0, failed: 0, skipped: 0 } },
    'no package with tests in 1200 ms (go 1.27.4, 2 processors)',
  ],
])('the text of a run of go test %s', (_, change, line) => {
  const text = testText({ ...RUN, ...change }, { page: { width: undefined }, env: {} });
  expect(text.split('\n')[1]).toBe(line);
});
