import { expect, it } from 'vitest';
import { testStream, type StreamFigures } from '../../../../src/core/test-run/test-stream.ts';
import { testEvents } from '../../../support/test-runs.ts';

function read(text: string): StreamFigures {
  const stream = testStream();
  for (const line of text.split('\n')) stream.line(line);
  return stream.end();
}

const A = { Package: 'example.com/a' };
const passed = (seconds: number): Readonly<Record<string, unknown>> => ({
  ...A,
  Action: 'pass',
  Elapsed: seconds,
});

it('reads packages and their tests, and leaves out a test that only holds others', () => {
  const { packages, tests, slowest } = read(
    testEvents(
      { ...A, Action: 'start' },
      { ...A, Action: 'run', Test: 'TestX' },
      { ...A, Action: 'pass', Test: 'TestX/one', Elapsed: 0.3 },
      { ...A, Action: 'pass', Test: 'TestX', Elapsed: 0.4 },
      { ...A, Action: 'pass', Test: 'TestOld', Elapsed: 0.2 },
      { ...A, Action: 'pass', Test: 'TestOld/sub', Elapsed: 0.1 },
      { ...A, Action: 'skip', Test: 'TestS', Elapsed: 0 },
      { ...A, Action: 'output', Output: 'ok  \texample.com/a\t0.5s\n' },
      passed(0.5),
      { Package: 'example.com/none', Action: 'skip', Elapsed: 0.004 },
      { Package: 'example.com/b', Action: 'start' },
    ),
  );
  expect(packages).toEqual([
    { package: 'example.com/a', state: 'ok', cached: false, ms: 500 },
    { package: 'example.com/none', state: 'skipped', cached: false, ms: 0 },
    { package: 'example.com/b', state: 'unfinished', cached: false, ms: 0 },
  ]);
  expect(tests).toEqual({ passed: 4, failed: 0, skipped: 1 });
  expect(slowest.map(({ test, ms }) => `${test} ${ms}`)).toEqual(['TestX/one 300', 'TestOld/sub 100']);
});

it('takes the verdict that go prints last, not one that a test printed', () => {
  const line = { ...A, Action: 'output', Output: 'ok  \texample.com/a\t(cached)\n' };
  const own = { ...A, Action: 'output', Output: 'ok  \texample.com/a\t0.010s\n' };
  expect(read(testEvents(line, passed(0))).packages).toMatchObject([{ cached: true }]);
  expect(read(testEvents(line, own, passed(0.01))).packages).toMatchObject([{ cached: false }]);
});

it('believes no test more time than go measured for its package', () => {
  const { slowest } = read(testEvents({ ...A, Action: 'pass', Test: 'TestLie', Elapsed: 1e9 }, passed(0.2)));
  expect(slowest).toMatchObject([{ test: 'TestLie', ms: 200 }]);
});

it('does not look at output of tests that looks like an event', () => {
  const fake = '{"Action":"fail","Package":"example.com/a","Test":"TestFake","Elapsed":9}';
  const { tests } = read(
    testEvents({ ...A, Action: 'output', Test: 'TestX', Output: `${fake}\n` }, passed(0)),
  );
  expect(tests.failed).toBe(0);
  expect(read('{"Action":"output"\n{"Package":7,"Action":"pass"}\nplain\n{"').packages).toEqual([]);
});

it('keeps the names of what failed, and the first words of compilers, within bounds', () => {
  const many = Array.from({ length: 60 }, (_, index) => index);
  const { failures, buildWords, slowest, tests } = read(
    testEvents(
      ...many.map((index) => ({ ...A, Action: 'fail', Test: `Test${index}`, Elapsed: index })),
      ...many.map((index) => ({ ImportPath: 'x', Action: 'build-output', Output: `x.go:${index}: no\n` })),
      { ...A, Action: 'fail', Elapsed: 60 },
    ),
  );
  expect([failures.length, buildWords.length, slowest.length, tests.failed]).toEqual([20, 10, 10, 60]);
  expect([failures[0], buildWords[0], slowest[0]?.test]).toEqual([
    'example.com/a.Test0',
    'x.go:0: no',
    'Test59',
  ]);
});
