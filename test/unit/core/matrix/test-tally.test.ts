import { expect, it } from 'vitest';
import { testTallier } from '../../../../src/core/matrix/test-tally.ts';

function tallyOf(text: string): unknown {
  const tallier = testTallier();
  for (const line of text.split('\n')) tallier.line(line);
  return tallier.tally();
}

it('counts packages where tests are not listed, and finds the place below the verdict', () => {
  const text = `--- FAIL: TestFormat (0.00s)
    format_test.go:31: got 1
    other_test.go:9: got 2
FAIL
FAIL\texample.com/a\t0.003s
ok  \texample.com/b\t0.010s
ok  \texample.com/c\t(cached)
?   \texample.com/d\t[no test files]
FAIL\texample.com/e [build failed]
FAIL`;
  expect(tallyOf(text)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    packagesOk: 2,
    packagesFailed: 2,
    firstFailure: 'TestFormat',
    at: 'format_test.go:31',
  });
});

it('counts tests with -v, and finds the place above the verdict', () => {
  const text = `=== RUN   TestA
    a_test.go:1: a log of a test that passes
--- PASS: TestA (0.00s)
=== RUN   TestB
=== RUN   TestB/sub
    a_test.go:7: wrong
--- FAIL: TestB (0.00s)
    --- FAIL: TestB/sub (0.00s)
=== RUN   TestC
--- SKIP: TestC (0.00s)
FAIL
FAIL\texample.com/a\t0.003s`;
  expect(tallyOf(text)).toMatchObject({
    passed: 1,
    failed: 2,
    skipped: 1,
    firstFailure: 'TestB',
    at: 'a_test.go:7',
  });
});

it('counts the events of -json', () => {
  const events = [
    { Action: 'start', Package: 'a' },
    { Action: 'run', Package: 'a', Test: 'TestA' },
    { Action: 'output', Package: 'a', Test: 'TestA', Output: '    a_test.go:3: wrong\n' },
    { Action: 'fail', Package: 'a', Test: 'TestA', Elapsed: 0 },
    { Action: 'run', Package: 'a', Test: 'TestB' },
    { Action: 'pass', Package: 'a', Test: 'TestB' },
    { Action: 'skip', Package: 'a', Test: 'TestC' },
    { Action: 'fail', Package: 'a' },
    { Action: 'pass', Package: 'b' },
  ];
  expect(tallyOf(events.map((event) => JSON.stringify(event)).join('\n'))).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    packagesOk: 1,
    packagesFailed: 1,
    firstFailure: 'TestA',
    at: 'a_test.go:3',
  });
});

it.each(['', 'hello\nworld', '{"Action":', '{"Action":7}', '[{"Action":"pass"}]', 'okay then 1s'])(
  'is silent about the output of another program: %j',
  (text) => {
    expect(tallyOf(text)).toBeUndefined();
  },
);
