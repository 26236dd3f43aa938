/** One measurement of a benchmark. */
export interface BenchValue {
  /** The name without `Benchmark` and without the number of processors behind it. */
  readonly name: string;
  /** As it stands: `ns/op`, `B/op`, or a unit of the author's. */
  readonly unit: string;
  readonly value: number;
}

/** Reads a result line: `BenchmarkMap-2  5000  20.6 ns/op  8 B/op`; undefined for any other line. Source: golang.org/design/14313-benchmark-format. */
export function parseBenchLine(line: string): readonly BenchValue[] | undefined {
  const [, full = '', rest = ''] = /^Benchmark(\S{1,1000})\s+\d+\s+(.*)$/.exec(line) ?? [];
  if (full === '') return undefined;
  const name = full.replace(/-\d+$/, '');
  const words = rest.trim().split(/\s+/);
  const values: BenchValue[] = [];
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [text = '', unit = ''] = words.slice(at, at + 2);
    const value = Number(text);
    if (!Number.isFinite(value)) return undefined;
    values.push({ name, unit, value });
  }
  return values.length === 0 ? undefined : values;
}
