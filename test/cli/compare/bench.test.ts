import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandbox, type Ran, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';

let box: Sandbox;
let here = 0;

beforeAll(async () => {
  box = await sandbox();
  await scriptedToolchains(box, '1.26.11', '1.27.4');
});
afterAll(() => box[Symbol.asyncDispose]());

function project(): string {
  here += 1;
  const directory = join(box.project, String(here));
  mkdirSync(directory);
  return directory;
}

interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly perVersion: readonly { readonly median?: number; readonly n?: number }[];
  readonly pairs: readonly ({
    readonly p: number;
    readonly delta: number;
    readonly differs: boolean;
  } | null)[];
}

interface Data {
  readonly header: { readonly rounds: number };
  readonly versions: readonly string[];
  readonly benchmarks: readonly Compared[];
  readonly failures: readonly { readonly version: string; readonly why: string }[];
  readonly files: readonly string[];
}

async function benched(args: readonly string[], cwd = project()): Promise<{ ran: Ran; data: Data }> {
  const ran = await box.gv(['bench', '--json', ...args], { cwd });
  const { data } = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as { readonly data: Data };
  return { ran, data };
}

/** Prints the measurement of each run from a list of the version, and notes the order of the runs. */
const PRINTER = `echo "$GV_VERSION" >>order; n=$(grep -c "^$GV_VERSION$" order)
case $GV_VERSION in 1.26*) set -- $FIRST ;; *) set -- $SECOND ;; esac
shift "$((n - 1))"; echo "BenchmarkX-2 1 $1 ns/op"`;

describe('gv bench', () => {
  it('takes turns, leaves the warm-up out, and tells a difference with the p of the exact test', async () => {
    const cwd = project();
    const env = ['env', 'FIRST=9 10 11 12 13 14 15', 'SECOND=1 20 21 22 23 24 25', 'sh', '-c', PRINTER];
    const { data } = await benched(['-v', '1.26,1.27', '-n', '6', '--', ...env], cwd);
    expect(data.benchmarks).toHaveLength(1);
    const [row] = data.benchmarks;
    expect(row?.perVersion).toEqual([
      { version: '1.26.11', median: 12.5, low: 10, high: 15, n: 6 },
      { version: '1.27.4', median: 22.5, low: 20, high: 25, n: 6 },
    ]);
    expect(row?.pairs[0]).toMatchObject({
      differs: true,
      p: expect.closeTo(2 / 924, 12),
      delta: expect.closeTo(0.8),
    });
    const order = readFileSync(join(cwd, 'order'), 'utf8').trim().split('\n');
    expect(order).toHaveLength(14);
    // Every second round goes backwards.
    expect(order.slice(0, 4)).toEqual(['1.26.11', '1.27.4', '1.27.4', '1.26.11']);
  });

  it('says "no difference" for people, and that the noise hides one', async () => {
    const env = ['env', 'FIRST=9 10 11 12 13 14 15', 'SECOND=9 15 14 13 12 11 10', 'sh', '-c', PRINTER];
    const ran = await box.gv(['bench', '-v', '1.26,1.27', '--', ...env], { cwd: project() });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/, \d+ processors?, 6 rounds/);
    expect(ran.stdout).toMatch(/\nX +12\.5 ns ±20 % +12\.5 ns ±20 % +~ p=1\.000\n/);
    expect(ran.stdout).toContain('too noisy: differences below 20 % cannot be seen here');
  });

  it('measures a version that is named twice against itself', async () => {
    const { data } = await benched([
      '-v',
      '1.26,1.26',
      '-n',
      '4',
      '--',
      'sh',
      '-c',
      'echo BenchmarkX 1 5 ns/op',
    ]);
    expect(data.versions).toEqual(['1.26.11', '1.26.11 (2)']);
    expect(data.benchmarks[0]?.pairs[0]).toMatchObject({ p: 1, differs: false });
  });

  it('measures a version with variables beside it', async () => {
    const script = 'echo BenchmarkX 1 ${GOGC:-100} ns/op';
    const { data } = await benched([
      '-v',
      '1.27',
      '--env',
      'GOGC=50',
      '--env',
      'GOGC=400',
      '-n',
      '4',
      '--',
      'sh',
      '-c',
      script,
    ]);
    expect(data.versions).toEqual(['1.27.4', '1.27.4 GOGC=50', '1.27.4 GOGC=400']);
    expect(data.benchmarks[0]?.perVersion.map(({ median }) => median)).toEqual([100, 50, 400]);
    expect(data.benchmarks[0]?.pairs.map((pair) => [pair?.delta, pair?.differs])).toEqual([
      [-0.5, true],
      [3, true],
    ]);
  });

  it('measures any other command by its time and the processor time of its processes', async () => {
    const busy = 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done';
    const { data } = await benched([
      '-v',
      '1.26,1.27',
      '-n',
      '1',
      '--warm-up',
      '1',
      '--',
      'sh',
      '-c',
      `(${busy}); ${busy}`,
    ]);
    expect(data.benchmarks.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      'Command ns/op',
      'Command cpu-ns/op',
    ]);
    const [time, cpu] = data.benchmarks.map(({ perVersion }) => perVersion[0]?.median ?? 0);
    expect(cpu).toBeGreaterThan(0);
    // A shell and its child take turns: their processor time fits into the time, with a tick for each rounding.
    expect(cpu).toBeLessThanOrEqual((time ?? 0) + 30_000_000);
  });

  it('writes the measured lines for benchstat', async () => {
    const cwd = project();
    const env = ['env', 'FIRST=1 2 3', 'SECOND=4 5 6', 'sh', '-c', PRINTER];
    const { data } = await benched(['-v', '1.26,1.27', '-n', '2', '--out', 'out', '--', ...env], cwd);
    expect(data.files).toEqual([join(cwd, 'out', '1.26.11.txt'), join(cwd, 'out', '1.27.4.txt')]);
    expect(readFileSync(join(cwd, 'out', '1.26.11.txt'), 'utf8')).toMatch(
      /^goos: \w+\ngoarch: \w+\nBenchmarkX-2 1 2 ns\/op\nBenchmarkX-2 1 3 ns\/op\n$/,
    );
  });

  it('shows a benchmark of one version alone, and compares nothing', async () => {
    const script =
      'case $GV_VERSION in 1.26*) echo BenchmarkOld 1 5 ns/op ;; *) echo BenchmarkNew 1 5 ns/op ;; esac';
    const args = ['-v', '1.26,1.27', '-n', '1', '--warm-up', '1', '--', 'sh', '-c', script];
    const { data } = await benched(args);
    expect(data.benchmarks.map(({ name, pairs }) => [name, pairs])).toEqual([
      ['Old', [null]],
      ['New', [null]],
    ]);
    const ran = await box.gv(['bench', ...args], { cwd: project() });
    expect(ran.stdout).toMatch(/\nOld +5 ns ±∞ +-\nNew +- +5 ns ±∞\n/);
    expect(ran.stdout).toContain('too few rounds');
  });

  it('leaves a version out that fails, says why, and exits with 1', async () => {
    const script =
      'case $GV_VERSION in 1.27*) echo broken >&2; exit 3 ;; *) echo BenchmarkX 1 5 ns/op ;; esac';
    const ran = await box.gv(['bench', '-v', '1.26,1.27', '-n', '4', '--', 'sh', '-c', script], {
      cwd: project(),
    });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('1.27.4 is not compared: the command ended with 3\n  broken\n');
    expect(ran.stdout).toMatch(/\nX +5 ns ±∞ +-\n/);
  });

  it('tells a Go that go.mod forbids, without a run', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'go.mod'), 'module example.com/a\n\ngo 1.27\n');
    const { ran, data } = await benched(['-v', '1.26,1.27', '-n', '1', '--', 'touch', 'ran'], cwd);
    expect(data.failures).toEqual([
      { version: '1.26.11', why: `${join(cwd, 'go.mod')}:3 asks for go1.27.0`, exit: null },
    ]);
    expect([ran.code, existsSync(join(cwd, 'ran'))]).toEqual([1, true]);
  });

  it('keeps whole rounds at an interruption, and exits with 130', async () => {
    const cwd = project();
    const script = `echo run >>runs; [ "$(wc -l <runs)" -lt 6 ] || kill -2 $(cat gv); echo BenchmarkX 1 5 ns/op; sleep 0.2`;
    const gv = join(box.root, 'bin', 'gv');
    const command = [
      'bench',
      '--json',
      '-v',
      '1.26,1.27',
      '-n',
      '50',
      '--warm-up',
      '1',
      '--',
      'sh',
      '-c',
      script,
    ];
    const ran = await box.run(['sh', '-c', 'echo $$ >gv; exec "$@"', 'sh', gv, ...command], { cwd });
    expect(ran.code).toBe(130);
    const { data } = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as { readonly data: Data };
    expect(data.header.rounds).toBe(1);
    expect(data.benchmarks[0]?.perVersion.map(({ n }) => n)).toEqual([1, 1]);
  });

  it('leaves nothing in the temporary directory', async () => {
    const cwd = project();
    const temporary = join(cwd, 'tmp');
    mkdirSync(temporary);
    await box.gv(['bench', '-v', '1.26', '-n', '1', '--', 'true'], { cwd, env: { TMPDIR: temporary } });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    [[], 'gv bench needs a command'],
    [['-n', '0', '--', 'true'], '--rounds takes a whole number'],
    [['--warm-up', 'x', '--', 'true'], '--warm-up takes a whole number'],
    [['--cpus', '0;reboot', '--', 'true'], '--cpus takes numbers'],
    [['--env', 'GOGC', '--', 'true'], '--env takes NAME=VALUE'],
  ])('refuses %j with exit 2', async (args, message) => {
    const ran = await box.gv(['bench', ...args], { cwd: project() });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
