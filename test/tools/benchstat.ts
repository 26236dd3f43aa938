import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mannWhitney } from '../../src/core/statistics/mann-whitney.ts';
import { spreadOf, summarize, type Summary } from '../../src/core/statistics/median.ts';
import { random as randomOf } from '../support/random.ts';

/**
 * Compares p, medians and bounds of generated samples with those of benchstat: with its package golang.org/x/perf/benchmath in all
 * digits, and with the table of the program itself. A script of its own, because it builds both through the module proxy:
 * `node test/tools/benchstat.ts`, or with a number of pairs behind. Exit 1 where a pair differs.
 */

const PAIRS = Number(process.argv[2] ?? 900);
const PERF = 'golang.org/x/perf@v0.0.0-20260908200009-22c9c6c9d4da';

const ORACLE = `package main

import (
	"encoding/json"
	"os"

	"golang.org/x/perf/benchmath"
)

func main() {
	var pairs [][2][]float64
	if err := json.NewDecoder(os.Stdin).Decode(&pairs); err != nil {
		panic(err)
	}
	answers := make([][]any, 0, len(pairs))
	for _, pair := range pairs {
		first := benchmath.NewSample(pair[0], &benchmath.DefaultThresholds)
		second := benchmath.NewSample(pair[1], &benchmath.DefaultThresholds)
		c := benchmath.AssumeNothing.Compare(first, second)
		a := benchmath.AssumeNothing.Summary(first, 0.95)
		b := benchmath.AssumeNothing.Summary(second, 0.95)
		answers = append(answers, []any{c.P, a.Center, a.PctRangeString(), b.Center, b.PctRangeString()})
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
`;

type Sample = readonly number[];
type SamplePair = readonly [first: Sample, second: Sample];

/** Sizes of both samples, and the number of different values: without ties to beyond 50, with ties to beyond 25. */
function generated(count: number): readonly SamplePair[] {
  const random = randomOf(19);
  return Array.from({ length: count }, (_, index) => {
    const levels = [1e9, 1e9, 2, 5, 12, 60][index % 6] ?? 2;
    const most = levels > 1000 ? 60 : 30;
    const [n1, n2] = [1 + random(most), 1 + random(most)];
    const shift = random(3) === 0 ? 0 : random(Math.ceil(levels / 3) + 1);
    const sample = (n: number, add: number): Sample =>
      Array.from({ length: n }, () => 1000 + random(levels) + add);
    return [sample(n1, 0), sample(index % 2 === 0 ? n1 : n2, shift)];
  });
}

const folder = mkdtempSync(join(tmpdir(), 'gv-test-benchstat-'));
using _ = { [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };

function go(...args: readonly string[]): void {
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local', GOBIN: folder };
  execFileSync('go', args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

type Answer = readonly [p: number, first: number, firstRange: string, second: number, secondRange: string];

/** What benchstat shows behind a median. */
function rangeText(summary: Summary): string {
  const spread = spreadOf(summary);
  return spread === undefined ? '∞' : `${(spread * 100).toFixed(0)}%`;
}

function ownAnswer([first, second]: SamplePair): Answer {
  const [a, b] = [summarize(first), summarize(second)];
  return [mannWhitney(first, second), a.median, rangeText(a), b.median, rangeText(b)];
}

const pairs = generated(PAIRS);
writeFileSync(join(folder, 'main.go'), ORACLE);
go('mod', 'init', 'oracle');
go('get', PERF);
go('build', '-o', 'oracle', '.');
go('build', '-o', 'benchstat', 'golang.org/x/perf/cmd/benchstat');
const said = execFileSync(join(folder, 'oracle'), { input: JSON.stringify(pairs), maxBuffer: 1 << 26 });
const answers = JSON.parse(said.toString()) as readonly Answer[];

const known = { 'a p above 1': 0, 'bounds of 24 values': 0 };
let [differing, widest] = [0, 0];
for (const [index, answer] of answers.entries()) {
  const pair = pairs[index] ?? [[], []];
  const own = ownAnswer(pair);
  // benchstat doubles a probability of more than a half, where ours ends at 1.
  if (answer[0] > 1) known['a p above 1'] += 1;
  const deviation = Math.abs(own[0] - Math.min(1, answer[0])) / own[0];
  widest = Math.max(widest, deviation);
  const isSame = deviation < 1e-9 && own[1] === answer[1] && own[3] === answer[3];
  const ranges = [own[2] === answer[2] || pair[0].length, own[4] === answer[4] || pair[1].length];
  const odd = ranges.filter((range) => range !== true);
  known['bounds of 24 values'] += odd.filter((n) => n === 24).length;
  if (isSame && odd.every((n) => n === 24)) continue;
  differing += 1;
  process.stdout.write(
    `DIFFERS ${pair[0].length}+${pair[1].length}: ${own.join(' ')} | ${answer.join(' ')}\n`,
  );
}
process.stdout.write(
  `${answers.length} pairs, ${differing} differ; the widest deviation of a p: ${widest.toExponential(1)}; known: ${JSON.stringify(known)}\n`,
);

/** The same samples as files, a benchmark for each pair, through the program itself: p and ranges as they are printed. */
const files = [0, 1].map((side) => {
  const file = join(folder, `${side}.txt`);
  const lines = pairs.flatMap((pair, index) =>
    (pair[side] ?? []).map((value) => `BenchmarkX${index} 1 ${value} ns/op\n`),
  );
  writeFileSync(file, lines.join(''));
  return file;
});
mkdirSync(join(folder, 'empty'));
const table = execFileSync(join(folder, 'benchstat'), ['-format', 'csv', ...files], {
  cwd: join(folder, 'empty'),
  maxBuffer: 1 << 26,
  stdio: ['ignore', 'pipe', 'ignore'],
});
let [rows, unlike] = [0, 0];
for (const line of table.toString().split('\n')) {
  const [, number, rest = ''] = /^X(\d+),(.*)$/.exec(line) ?? [];
  if (number === undefined) continue;
  rows += 1;
  const own = ownAnswer(pairs[Number(number)] ?? [[], []]);
  const [, , , , , verdict = ''] = rest.split(',');
  const [, p = '1.000'] = /p=([\d.]+)/.exec(verdict) ?? [];
  if (Math.min(1, Number(p)).toFixed(3) === own[0].toFixed(3)) continue;
  unlike += 1;
  process.stdout.write(`UNLIKE ${line} | ${own.join(' ')}\n`);
}
process.stdout.write(`benchstat: ${rows} rows, ${unlike} have another p\n`);
process.exitCode = differing === 0 && unlike === 0 && rows === pairs.length ? 0 : 1;
