import { expect, it } from 'vitest';
import { reasonReader, type ReuseReasons } from '../../../../src/core/test-run/reuse-reasons.ts';

function read(...lines: readonly string[]): ReuseReasons {
  const reader = reasonReader();
  for (const line of lines) reader.line(`testcache: ${line}`);
  return reader.end();
}

it.each([
  ['input list not found: cache entry not found: open /c/12-a: no such file or directory', { kind: 'first' }],
  ['test output not found: cache entry not found', { kind: 'inputs' }],
  ['test output expired due to go clean -testcache', { kind: 'expired' }],
  ['input file /m/x.txt: file used as input is too new', { kind: 'too-new', file: '/m/x.txt' }],
  [
    'reading testlog: open /tmp/go-build1/b001/testlog.txt: no such file or directory',
    { kind: 'disabled', by: 'the test program wrote no list of what it reads, as under -exec' },
  ],
  ['input list malformed', { kind: 'other', words: 'input list malformed' }],
])('reads: %s', (words, reason) => {
  expect(read(`example.com/a: ${words}`).packages.get('example.com/a')).toEqual(reason);
});

it('passes over lines that give no reason', () => {
  const lines = ['example.com/a: test ID 12 => 34', 'example.com/a: save test ID 12 => input ID 3 => 4', 'x'];
  expect(read(...lines).packages.size).toBe(0);
  const reader = reasonReader();
  reader.line('example.com/a: test output not found');
  expect(reader.end().packages.size).toBe(0);
});

it('keeps the file that is too new before what follows from it', () => {
  const tooNew = 'a: input file /m/x: file used as input is too new';
  expect(read(tooNew, 'a: test output not found').packages.get('a')?.kind).toBe('too-new');
});

it('reads what forbids every result', () => {
  expect(read('caching disabled for test argument: -test.count=1').all).toEqual({
    kind: 'disabled',
    by: '-test.count=1',
  });
  expect(read('caching disabled in local directory mode').all).toEqual({
    kind: 'disabled',
    by: 'in local directory mode',
  });
});
