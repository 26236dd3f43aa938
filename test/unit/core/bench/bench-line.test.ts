import { expect, it } from 'vitest';
import { parseBenchLine } from '../../../../src/core/bench/bench-line.ts';

it('reads every measurement of a result line', () => {
  expect(parseBenchLine('BenchmarkMap/big-8   \t 5000\t  20.6 ns/op\t 8 B/op\t 1 allocs/op')).toEqual([
    { name: 'Map/big', unit: 'ns/op', value: 20.6 },
    { name: 'Map/big', unit: 'B/op', value: 8 },
    { name: 'Map/big', unit: 'allocs/op', value: 1 },
  ]);
  expect(parseBenchLine('BenchmarkX 1 1e+06 ns/op')).toEqual([{ name: 'X', unit: 'ns/op', value: 1e6 }]);
});

it.each([
  'ok  \texample.com/a\t0.1s',
  'BenchmarkMap',
  'BenchmarkMap-8',
  'BenchmarkMap-8 5000',
  'BenchmarkMap-8 many 3 ns/op',
  'BenchmarkMap-8 5000 NaN ns/op',
  'BenchmarkMap-8 5000 Infinity ns/op',
  'Benchmark 1 2 ns/op',
  ' BenchmarkMap 1 2 ns/op',
])('leaves any other line alone: %j', (line) => {
  expect(parseBenchLine(line)).toBeUndefined();
});
