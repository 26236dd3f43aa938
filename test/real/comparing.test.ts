import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOPROXY, proxyMissing, realToolchains } from '../support/real-go.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { lacking } from '../support/shells.ts';
import { weekly } from '../support/unless.ts';

const MISSING = await proxyMissing();
const BENCHSTAT = 'golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da';

const BENCHMARKS = `package a

import (
	"sort"
	"strings"
	"testing"
)

func BenchmarkFields(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_ = strings.Fields("a b c d e")
	}
}

func BenchmarkSort(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		sort.Ints([]int{5, 2, 4, 1, 3})
	}
}
`;

const TESTS = `package a

import (
	"runtime"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	if strings.HasPrefix(runtime.Version(), "go1.27") {
		t.Errorf("not with %s", runtime.Version())
	}
}

func TestOther(t *testing.T) {}
`;

let box: Sandbox;

describe.skipIf(lacking(MISSING))('gv matrix and gv bench with real toolchains', () => {
  beforeAll(async () => {
    box = await realToolchains(['1.27.3']);
    mkdirSync(join(box.project, 'sub'));
    writeFileSync(join(box.project, 'go.mod'), 'module example.com/a\n\ngo 1.27.3\n');
    writeFileSync(join(box.project, 'a_test.go'), TESTS);
    writeFileSync(join(box.project, 'sub', 'bench_test.go'), BENCHMARKS);
  });
  afterAll(() => box[Symbol.asyncDispose]());

  it('counts tests, and names the failed one with its place', async () => {
    const ran = await box.gv(['matrix', '-v', 'min', '--', 'go', 'test', '-v', '-run', 'Test', '.']);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(
      /\n1\.27\.3 +FAIL +.* s +1 passed, 1 failed +TestVersion \(a_test\.go:11\)\n$/,
    );
    const text = await box.gv(['matrix', '-v', '1.27', '--json', '--', 'go', 'test', '-json', '.']);
    expect(text.stdout).toContain(
      '"tests":{"passed":1,"failed":1,"skipped":0,"packagesOk":0,"packagesFailed":1',
    );
  });

  /** What `gv bench` says of so many runs of each side. */
  async function measured(runs: number): Promise<Result['data']> {
    const args = [
      '-v',
      '1.27,1.27',
      '-n',
      String(runs),
      '--out',
      `out-${runs}`,
      '--',
      'go',
      'test',
      '-bench',
      '.',
      '-benchtime',
      '300x',
      './sub',
    ];
    const ran = await box.gv(['bench', '--json', ...args]);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const { data } = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as Result;
    const names = data.benchmarks.map(({ name, unit }) => `${name} ${unit}`);
    expect(names).toEqual(['Fields ns/op', 'Sort ns/op', 'Sort B/op', 'Sort allocs/op']);
    return data;
  }

  it('measures what go test prints', async () => {
    for (const { perVersion } of (await measured(6)).benchmarks)
      for (const { median } of perVersion) expect(median).toBeGreaterThanOrEqual(0);
  });

  weekly('says of the measured files what benchstat says of them', async () => {
    const data = await measured(7);
    const env = { GOPROXY, GOBIN: join(box.home, 'bin'), GOFLAGS: '-mod=mod' };
    const installed = await box.gv(['exec', '1.27', '--', 'go', 'install', BENCHSTAT], {
      env,
      cwd: box.home,
    });
    expect([installed.code, installed.stderr.includes('error')]).toEqual([0, false]);
    const said = await box.run([join(box.home, 'bin', 'benchstat'), '-format', 'csv', ...data.files]);
    for (const { name, unit, perVersion, pairs } of data.benchmarks) {
      const row = rowOf(said.stdout, name.replace(/^.*\./, ''), unit);
      const factor = unit === 'ns/op' ? 1e9 : 1;
      expect(Number(row.first) * factor).toBeCloseTo(perVersion[0]?.median ?? -1, 6);
      expect(Number(row.second) * factor).toBeCloseTo(perVersion[1]?.median ?? -1, 6);
      expect(row.p).toBe((pairs[0]?.p ?? -1).toFixed(3));
    }
  });
});

interface Result {
  readonly data: {
    readonly files: readonly string[];
    readonly benchmarks: readonly {
      readonly name: string;
      readonly unit: string;
      readonly perVersion: readonly { readonly median: number }[];
      readonly pairs: readonly { readonly p: number }[];
    }[];
  };
}

/** The row of a benchmark in the table of its unit. */
function rowOf(csv: string, name: string, unit: string): { first: string; second: string; p: string } {
  const table = csv.split('\n\n').find((each) => each.includes(unit === 'ns/op' ? 'sec/op' : unit)) ?? '';
  const line =
    table.split('\n').find((each) => each.startsWith(`${name}-`) || each.startsWith(`${name},`)) ?? '';
  const [, first = '', , second = '', , , verdict = ''] = line.split(',');
  return { first, second, p: /p=([\d.]+)/.exec(verdict)?.[1] ?? '' };
}
