import { expect, it } from 'vitest';
import { refusedFlag, variantOf } from '../../../../src/core/test-run/variant.ts';

it.each([
  ['race', ['-race']],
  ['-cover', ['-cover']],
  ['vet=off', ['-vet=off']],
  ['p=1', ['-p=1']],
  ['tags=a,b', ['-tags=a,b']],
])('takes %s for a flag', (word, flags) => {
  expect(variantOf(word)).toMatchObject({ kind: 'flags', flags });
});

it.each(['1.26', 'oldstable', '1.27rc1', 'min'])('takes %s for a version', (word) => {
  expect(variantOf(word)).toMatchObject({ kind: 'version', query: word });
});

it.each(['', 'race=1', 'exec=rm', '-json', 'a b', '--toolexec=x', 'GOGC=off'])('refuses %j', (word) => {
  expect(variantOf(word)).toBeUndefined();
});

it('finds flags with which go test runs nothing, but not among those of the test program', () => {
  expect(refusedFlag(['-run', 'X', '-json'])).toBe('-json');
  expect(refusedFlag(['--debug-actiongraph=x'])).toBe('--debug-actiongraph=x');
  expect(refusedFlag(['-c'])).toBe('-c');
  expect(refusedFlag(['-cover', '-count=2', '-cpu=1', '-args', '-c'])).toBeUndefined();
});
