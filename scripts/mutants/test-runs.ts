import type { Defence } from './defence.ts';

const OUTPUT = 'its output is not read for results, the verdict that go prints last counts';
const TIME = 'no test counts with more time than go measured for its package';
const UNIT = 'test/unit/core/test-run/test-stream.test.ts';

/** Defences of `gv doctor test`. */
export const TEST_RUNS: readonly Defence[] = [
  {
    name: 'a test has no more time than its package',
    file: 'src/core/test-run/test-stream.ts',
    text: 'ms: Math.min(each.ms, open.ms)',
    instead: 'ms: each.ms',
    test: UNIT,
    promise: TIME,
  },
  {
    name: 'the last line of a package is its verdict',
    file: 'src/core/test-run/test-stream.ts',
    text: "open.lastLine = output ?? '';",
    instead: "open.lastLine ||= output ?? '';",
    test: UNIT,
    promise: OUTPUT,
  },
  {
    name: 'failures of a test run are named within a bound',
    file: 'src/core/test-run/test-stream.ts',
    text: 'if (failures.length < MOST_FAILURES) ',
    instead: '',
    test: UNIT,
    promise: OUTPUT,
  },
  {
    name: 'an action graph is read within a bound',
    file: 'src/core/test-run/action-graph.ts',
    text: 'if (actions.length < most) actions.push(open);',
    instead: 'if (actions.length <= most) actions.push(open);',
    test: 'test/unit/core/test-run/action-graph.test.ts',
    promise: OUTPUT,
  },
  {
    name: 'a private directory is gone where gv ends at once',
    file: 'src/io/disk/private-directory.ts',
    text: "if (made.size === 0) process.on('exit', removeAll);",
    instead: '',
    test: 'test/io/disk/private-directory.test.ts',
    promise: 'it has a group of its own, which is ended at the deadline',
  },
];
