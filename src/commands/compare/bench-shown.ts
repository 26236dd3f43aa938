import { compareSamples } from '../../core/bench/comparison.ts';
import type { BenchResult } from '../../jobs/bench/bench.ts';
import type { ShownBench } from '../../report/matrix/bench-text.ts';

/** The measurements with their comparison. */
export function shownBench({ variants, machine, rounds }: BenchResult, files: readonly string[]): ShownBench {
  return {
    labels: variants.map(({ variant }) => variant.label),
    benchmarks: compareSamples(variants.map(({ samples }) => samples)),
    rounds,
    machine,
    failures: variants.flatMap(({ variant, failure }) =>
      failure === undefined ? [] : [{ label: variant.label, ...failure }],
    ),
    files,
  };
}

/** The measurements for `--json`. */
export function dataOf({
  labels,
  benchmarks,
  machine,
  rounds,
  failures,
  files,
}: ShownBench): Readonly<Record<string, unknown>> {
  return {
    header: { ...machine, rounds },
    versions: labels,
    benchmarks: benchmarks.map(({ perVersion, ...each }) => ({
      ...each,
      perVersion: perVersion.map((summary, index) => ({ version: labels[index] ?? '', ...summary })),
    })),
    failures: failures.map(({ label, why, exit }) => ({ version: label, why, exit })),
    files,
  };
}
