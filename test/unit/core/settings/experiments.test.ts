import { describe, expect, it } from 'vitest';
import { unknownExperiments } from '../../../../src/core/settings/experiments.ts';

describe('GOEXPERIMENT', () => {
  it.each([
    ['arenas', []],
    ['noarenas,loopvar', []],
    ['none', []],
    ['regabi,noregabi,', []],
    ['rangefunc', ['rangefunc']],
    ['arenas,norangefunc', ['rangefunc']],
    // `no` is cut off before the look-up, as the go command does: its message says "such".
    ['nosuch', ['such']],
    ['Arenas', ['Arenas']],
  ])('%s has these unknown words', (value, unknown) => {
    expect(unknownExperiments(value, ['arenas', 'loopvar'])).toEqual(unknown);
  });
});
