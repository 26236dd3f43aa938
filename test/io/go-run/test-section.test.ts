import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { newOnce } from '../../../src/core/once.ts';
import { variantOf } from '../../../src/core/test-run/variant.ts';
import type { TestRequest } from '../../../src/jobs/test-run/request.ts';
import { testSection, type TestSection } from '../../../src/jobs/test-run/test-section.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { writeProgram } from '../../support/scripted-go.ts';
import { actionGraph, testEvents } from '../../support/test-runs.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const A = { Package: 'example.com/a' };
const OK = testEvents(
  { ...A, Action: 'output', Output: 'ok  \texample.com/a\t0.010s\n' },
  { ...A, Action: 'pass', Elapsed: 0.01 },
);
const CACHED = OK.replace('0.010s', '(cached)');
const GRAPH = actionGraph([
  { Mode: 'link', Package: 'example.com/a.test', Cmd: ['link'] },
  { Mode: 'test run' },
]);

interface ScriptRun extends TestSection {
  /** The words of each call, with the GODEBUG, GOCACHE and GOROOT of it. */
  readonly calls: readonly string[];
  /** Left in the directory for temporary files. */
  readonly left: readonly string[];
}

interface ScriptOptions extends Partial<TestRequest> {
  readonly env?: Readonly<Record<string, string>>;
  /** Aborts the run when the script has begun. */
  readonly abort?: true;
}

/** Runs a script of sh in place of go; `$graph` is the file for the action graph, `$files` the directory with `ok`, `cached` and `graph`. */
async function runScript(script: string, { env, abort, ...request }: ScriptOptions = {}): Promise<ScriptRun> {
  await using world = await testWorld();
  const [temporary, program] = [join(world.folder, 'tmp'), join(world.folder, 'go')];
  mkdirSync(temporary);
  for (const [name, text] of Object.entries({ ok: OK, cached: CACHED, graph: GRAPH, calls: '' }))
    writeFileSync(join(world.folder, name), text);
  const head = [
    `files=${world.folder}`,
    `echo "$* GODEBUG=$GODEBUG GOCACHE=$GOCACHE GOROOT=\${GOROOT-}" >>$files/calls`,
    'graph=${3#*=}',
  ];
  await writeProgram(program, [...head, script].join('\n'));
  const section = await sectionIn(world, { temporary, env, abort }, { program, ...request });
  const calls = readFileSync(join(world.folder, 'calls'), 'utf8').trimEnd().split('\n');
  return { ...section, calls, left: readdirSync(temporary) };
}

interface SceneOptions {
  readonly temporary: string;
  readonly env: ScriptOptions['env'] | undefined;
  readonly abort: true | undefined;
}

async function sectionIn(
  world: TestWorld,
  { temporary, env, abort }: SceneOptions,
  { program, ...request }: Partial<TestRequest> & { readonly program: string },
): Promise<TestSection> {
  const run = runIn(world, {
    env: { PATH: '/usr/bin:/bin', HOME: world.folder, GOENV: 'off', TMPDIR: temporary, ...env },
    once: newOnce(),
    emit: ({ type }) => {
      if (abort === true && type === 'cell') world.controller.abort();
    },
  });
  return await testSection(run, {
    patterns: ['./...'],
    flags: [],
    cold: false,
    compare: [],
    rounds: 3,
    timeoutMs: 60_000,
    go: { goroot: undefined, version: '1.27.4', program },
    installed: [],
    ...request,
  });
}

const codesOf = ({ checks }: TestSection): readonly string[] =>
  checks.flatMap(({ found }) => found.map(({ code }) => code));

describe('a program in place of go', () => {
  let told: ScriptRun;
  beforeAll(async () => {
    told = await runScript(
      `cp $files/graph $graph
       case $* in *-count=1*) cat $files/ok; exit ;; esac
       if [ -e $files/kept ]; then cat $files/cached; else cat $files/ok; : >$files/kept; fi
       echo 'testcache: example.com/a: test output not found' >&2`,
      { flags: ['-run', 'X'], env: { GODEBUG: 'x=1', GOROOT: '/elsewhere' } },
    );
  });

  it('is run with -count=1 and then without, its flags last, with the GODEBUG of the user and no GOROOT', () => {
    const words = told.calls.map((call) =>
      call.replace(/-debug-actiongraph=\S+/, 'G').replace(/ GOCACHE.*/, ''),
    );
    expect(words).toEqual([
      'test -json G -count=1 ./... -run X GODEBUG=x=1',
      'test -json G ./... -run X GODEBUG=x=1,gocachetest=1',
      'test -json G ./... -run X GODEBUG=x=1,gocachetest=1',
    ]);
    expect(told.calls.every((call) => call.endsWith('GOROOT='))).toBe(true);
  });

  it('is told phase by phase, and a result counts as reused that the second run under the same GODEBUG reuses', () => {
    const { test, left } = told;
    expect(test).toMatchObject({ graph: 'whole', packages: 1, failed: [], go: '1.27.4' });
    expect(test.modes.find(({ mode }) => mode === 'link')).toMatchObject({
      ran: 1,
      summedMs: 1000,
      cpuMs: 300,
    });
    expect(test.reused).toEqual({ of: 1, first: 0, second: 1, reasons: [] });
    expect(problemsWith(test, 'test')).toEqual([]);
    expect(left).toEqual([]);
  });

  it('that never keeps a result is asked once why, and what the tests change is named', async () => {
    const { test, checks, calls } = await runScript(
      `cat $files/ok
       look() { printf 'HASH[testInputs]\\nHASH[testInputs]: "open /m/state.txt %064d\\\\n"\\n' $1 >&2; }
       case $GODEBUG in *gocachehash*) look 1; look 2 ;; esac
       echo 'testcache: example.com/a: test output not found' >&2`,
    );
    expect(test.graph).toBe('none');
    expect(test.reused?.reasons).toEqual([
      { package: 'example.com/a', why: '/m/state.txt, which it reads, changes while it runs' },
    ]);
    expect(codesOf({ test, checks })).toEqual(['cache-not-reused']);
    expect(calls.at(-1)).toContain('-p=1 example.com/a GODEBUG=gocachetest=1,gocachehash=1');
  });

  it('that keeps no results for a flag says so, and is not asked again', async () => {
    const { test, calls } = await runScript(
      `cat $files/ok; echo 'testcache: caching disabled for test argument: -test.count=1' >&2`,
    );
    expect(test.reused?.reasons).toMatchObject([{ why: 'go keeps no results: -test.count=1' }]);
    expect(calls).toHaveLength(2);
  });

  it('that fails is a problem with its first words, without escapes of its own, and nothing is run again', async () => {
    const { checks, test, calls } = await runScript(
      `echo '# example.com/a' >&2; echo './a.go:1: no' >&2; head -c 3000000 /dev/zero | tr '\\0' x; exit 1`,
    );
    expect(checks[0]?.found).toMatchObject([
      {
        code: 'test-run-fails',
        text: 'go test fails: ./a.go:1: no',
        cure: expect.stringContaining('go mod init'),
      },
    ]);
    expect([test.reused, calls.length]).toEqual([null, 1]);
  });

  it('that writes a graph which is cut off is told as far as it goes', async () => {
    const { test } = await runScript('cat $files/ok; head -n 20 $files/graph >$graph');
    expect(test.graph).toBe('cut');
    expect(test.modes.find(({ mode }) => mode === 'link')?.actions).toBe(1);
  });

  it('runs with an empty build cache that is gone at the end, also where the time is up', async () => {
    const cold = await runScript(': >$GOCACHE.used; : >$GOTMPDIR/x; sleep 30', {
      cold: true,
      timeoutMs: 300,
    });
    expect(cold.calls[0]).toMatch(/GOCACHE=\/\S+\/tmp\/gv-[0-9a-f]{24}\/cache /);
    expect(codesOf(cold)).toEqual(['cut-short']);
    expect(cold.left).toEqual([]);
  });

  it('is ended by an interruption, and nothing is called fine', async () => {
    const { checks, left, test } = await runScript('sleep 30', { abort: true });
    expect([checks, left, test.graph]).toEqual([[], [], 'none']);
  });

  it('takes turns with its variants, the first round apart, and leaves out the one that fails', async () => {
    const compare = ['race', 'vet=off'].flatMap((word) => variantOf(word) ?? []);
    const { test, calls } = await runScript(
      `case $* in *-race*) echo 'go: -race requires cgo' >&2; exit 1 ;; esac
       case $* in *-count=1*) cat $files/ok ;; *) cat $files/cached ;; esac`,
      { compare, rounds: 3 },
    );
    expect(test.compare).toMatchObject({
      rounds: 3,
      failed: [{ variant: 'race', why: 'go: -race requires cgo' }],
      variants: [
        { variant: 'go 1.27.4', vsBase: null },
        { variant: 'vet=off', runsMs: [expect.anything(), expect.anything(), expect.anything()] },
      ],
    });
    expect(problemsWith(test, 'test')).toEqual([]);
    const ran = calls.filter((call) => call.includes('-count=1')).slice(1);
    expect(ran.map((call) => /-race|-vet=off/.exec(call)?.[0] ?? 'plain')).toEqual([
      'plain',
      '-race',
      '-vet=off',
      '-vet=off',
      'plain',
      '-vet=off',
      'plain',
      'plain',
      '-vet=off',
    ]);
  });
});
