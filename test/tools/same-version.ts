import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realToolchains } from '../support/real-go.ts';

/**
 * Measures a version against itself, again and again: `gv bench` has to say "no difference" in at least 35 of 40 runs, as chance alone
 * gives a p below 0.05 in one of twenty. A script of its own, because it takes a quarter of an hour: `node test/tools/same-version.ts`,
 * or with a number of runs behind. Exit 1 where too few runs say so.
 */

const RUNS = Number(process.argv[2] ?? 40);
const LEAST = Math.floor((RUNS * 35) / 40);
const VERSION = '1.26.11';

const BENCHMARK = `package a

import (
	"strings"
	"testing"
)

func BenchmarkFields(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_ = strings.Fields("the quick brown fox jumps over the lazy dog")
	}
}
`;

/** The part of `gv bench --json` that is read here. */
interface Bench {
  readonly data: {
    readonly header: { readonly pressureBefore: number | null; readonly pressureAfter: number | null };
    readonly benchmarks: readonly {
      readonly perVersion: readonly { readonly median: number }[];
      readonly pairs: readonly { readonly p: number; readonly differs: boolean }[];
    }[];
  };
}

await using box = await realToolchains([VERSION]);
mkdirSync(box.project, { recursive: true });
writeFileSync(join(box.project, 'go.mod'), `module example.com/a\n\ngo ${VERSION}\n`);
writeFileSync(join(box.project, 'a_test.go'), BENCHMARK);

let same = 0;
const ps: number[] = [];
for (let run = 1; run <= RUNS; run += 1) {
  const command = ['go', 'test', '-bench', 'Fields', '-benchtime', '50ms', '.'];
  const ran = await box.gv(['bench', '--json', '-v', `${VERSION},${VERSION}`, '-n', '6', '--', ...command]);
  if (ran.code !== 0) throw new Error(ran.stderr);
  const { data } = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as Bench;
  const [benchmark] = data.benchmarks;
  const [pair] = benchmark?.pairs ?? [];
  if (benchmark === undefined || pair === undefined) throw new Error(ran.stdout);
  ps.push(pair.p);
  if (!pair.differs) same += 1;
  const medians = benchmark.perVersion.map(({ median }) => `${median.toFixed(1)} ns`).join(' ');
  const pressure = `${data.header.pressureBefore ?? '-'} % ${data.header.pressureAfter ?? '-'} %`;
  process.stdout.write(
    `${String(run).padStart(2)}  ${pair.differs ? 'DIFFERS' : 'same   '}  p=${pair.p.toFixed(3)}  ${medians}  (pressure ${pressure})\n`,
  );
}
/** The ps of equal distributions are spread evenly: a share below each bound about as great as the bound. */
const shares = [0.05, 0.25, 0.5, 0.75].map(
  (bound) => `${((ps.filter((p) => p < bound).length / RUNS) * 100).toFixed(0)} % below ${bound}`,
);
process.stdout.write(
  `${same} of ${RUNS} say "no difference", ${LEAST} are wanted; p: ${shares.join(', ')}\n`,
);
process.exitCode = same >= LEAST ? 0 : 1;
