import { describe, expect, it } from 'vitest';
import { exportOf } from '../../../../src/core/settings/start-up-exports.ts';

const found = (name: string, ...texts: readonly string[]): string | undefined =>
  exportOf(
    texts.map((text) => ({ text })),
    name,
  )?.text;

describe('the line that sets a variable', () => {
  it.each([
    'export GOFLAGS=-mod=vendor',
    '  export GOFLAGS="-mod=vendor"',
    'GOFLAGS=-v',
    'declare -x GOFLAGS=-v',
    'typeset -gx GOFLAGS=-v',
    'export A=1 GOFLAGS=-v',
    'set -gx GOFLAGS -v',
    'set -Ux GOFLAGS -v',
  ])('%s', (text) => {
    expect(found('GOFLAGS', text)).toBe(text);
  });

  it.each([
    '# export GOFLAGS=x',
    'echo GOFLAGS=x',
    'export MYGOFLAGS=x',
    'export GOFLAGS2=x',
    'unset GOFLAGS',
  ])('is not %s', (text) => {
    expect(found('GOFLAGS', text)).toBe(undefined);
  });

  it('is the last one', () => {
    expect(found('A', 'A=1', 'export A=2', 'B=3')).toBe('export A=2');
  });
});
