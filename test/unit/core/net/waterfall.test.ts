import { describe, expect, it } from 'vitest';
import { bar, msText, waterfall } from '../../../../src/core/net/waterfall.ts';

const eight = { cells: 8, signs: 'blocks' } as const;

describe('waterfall', () => {
  it('puts the spans behind each other, in eighths of a cell', () => {
    expect(waterfall([10, 10, 20], eight)).toEqual(['██      ', '  ██    ', '    ████']);
    expect(waterfall([15, 25], eight)).toEqual(['███     ', '   █████']);
    expect(waterfall([1, 63], eight)[0]).toBe('▏       ');
  });

  it('begins in the second half of a cell with the one block that can', () => {
    expect(waterfall([3, 5], { cells: 4, signs: 'blocks' })).toEqual(['█▌  ', ' ▐██']);
  });

  it('has a sign for a span however short, also the last, and none for no time', () => {
    const bars = waterfall([1000, 0.001, 0], eight);
    expect(bars).toEqual(['████████', '       ▐', '        ']);
    expect(waterfall([0, 0], eight)).toEqual(['        ', '        ']);
  });

  it('writes # without UTF-8', () => {
    expect(waterfall([10, 10, 20], { cells: 8, signs: 'hashes' })).toEqual([
      '##      ',
      '  ##    ',
      '    ####',
    ]);
    expect(waterfall([1000, 1], { cells: 8, signs: 'hashes' })).toEqual(['########', '       #']);
  });

  it('keeps its width for any times', () => {
    for (let seed = 1; seed < 400; seed += 1) {
      const times = [1, 2, 3, 4, 5].map((n) => ((seed * 7919 * n) % 1009) / n);
      for (const signs of ['blocks', 'hashes'] as const)
        for (const text of waterfall(times, { cells: 16, signs })) expect(text).toHaveLength(16);
    }
  });
});

it('draws a span that ends behind the line to its end', () => {
  expect(bar({ from: 4, ms: 100 }, 8, eight)).toBe('    ████');
});

it.each([
  [0, '0.0 ms'],
  [4.12, '4.1 ms'],
  [99.94, '99.9 ms'],
  [168.3, '168 ms'],
  [2041.2, '2040 ms'],
  [10_015.9, '10.0 s'],
])('%d ms is %s', (ms, text) => {
  expect(msText(ms)).toBe(text);
});
