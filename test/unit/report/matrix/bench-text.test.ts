import { expect, it } from 'vitest';
import { compareSamples } from '../../../../src/core/bench/comparison.ts';
import { benchText } from '../../../../src/report/matrix/bench-text.ts';
import { styleFor } from '../../../../src/report/page/style.ts';

it('prints a command of benchstat that the shell reads with the files as they are named', () => {
  const samples = ['1.26.11', '1.27.4'].map((label) => ({
    label,
    series: [{ name: 'Map', unit: 'ns/op', values: [1, 2, 3, 4, 5, 6] }],
  }));
  const text = benchText(
    {
      labels: samples.map(({ label }) => label),
      benchmarks: compareSamples(samples),
      rounds: 6,
      machine: {
        processors: 2,
        model: 'EPYC',
        quota: null,
        governor: null,
        pressureBefore: null,
        pressureAfter: null,
      },
      failures: [],
      files: ['/tmp/o ut/1.26.11.txt', '/tmp/$(x)/1.27.4.txt'],
    },
    { style: styleFor({ isTerminal: false, columns: 80, write: () => undefined }, {}), width: undefined },
  );
  expect(text).toContain("benchstat '/tmp/o ut/1.26.11.txt' '/tmp/$(x)/1.27.4.txt'  shows the same\n");
});
