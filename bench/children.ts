import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from './measure.ts';
import { median } from './measure.ts';

const ENGINE = join(import.meta.dirname, '..', 'src', 'io', 'children', 'run-bounded.ts');
const ROUNDS = 5;
const CHILDREN = 3;
const MB = 1_000_000;

const MEMORY_MB = 60;
const LINE_MS = 150;
/** Lines of the slow producer, one each 300 ms. */
const LINES = 8;

/**
 * The engine for children, each time in a process of its own: memory while three children of 100 MB each run, whose reader is
 * slow, above three that are silent, and the time from a line of a slow producer until its reader has it.
 */
export function childrenBenchmarks(): Promise<readonly Row[]> {
  const [silent, loud] = [peaks('exec true'), peaks(`exec head -c ${100 * MB} /dev/zero`)];
  const above = median(loud.map((peak, round) => peak - (silent[round] ?? Number.NaN)));
  const times = lineTimes();
  // The slowest one belongs to the machine, where others use it too.
  const usual = median(times);
  return Promise.resolve([
    {
      what: `${CHILDREN} children of 100 MB each: memory`,
      measured: `${above.toFixed(0)} MB above ${CHILDREN} silent ones (${median(silent).toFixed(0)} MB)`,
      budget: `≤ ${MEMORY_MB} MB above`,
      ok: above <= MEMORY_MB,
    },
    {
      what: 'a line of a slow child: until its reader has it',
      measured: `${usual.toFixed(0)} ms (the slowest of ${LINES}: ${Math.max(...times).toFixed(0)} ms)`,
      budget: `≤ ${LINE_MS} ms`,
      ok: usual <= LINE_MS,
    },
  ]);
}

/** Peaks of memory in MB of a Node that runs children of `sh` with a reader. */
function peaks(script: string): readonly number[] {
  const program = `
    const { runBounded } = await import(${JSON.stringify(ENGINE)});
    const { setTimeout } = await import('node:timers/promises');
    const request = {
      program: '/bin/sh', args: ['-c', ${JSON.stringify(script)}], env: process.env, group: 'own',
      onOutput: () => setTimeout(0),
    };
    const runs = await Promise.all(Array.from({ length: ${CHILDREN} }, () => runBounded(request)));
    if (runs.some(({ end }) => end.code !== 0)) process.exit(1);
    console.log(process.resourceUsage().maxRSS);`;
  return Array.from({ length: ROUNDS }, () => (Number(outputOf(program)) * 1024) / MB);
}

/** Milliseconds from each line of a slow producer until the reader has it. Lines say when they were written, by date(1). */
function lineTimes(): readonly number[] {
  const script = `for i in $(seq ${LINES}); do date +%s%N; sleep 0.3; done`;
  const program = `
    const { runBounded } = await import(${JSON.stringify(ENGINE)});
    const onOutput = (_, part) => console.log(performance.timeOrigin + performance.now() - Number(part) / 1e6);
    await runBounded({ program: '/bin/sh', args: ['-c', ${JSON.stringify(script)}], env: process.env, group: 'own', onOutput });`;
  const times = outputOf(program).trim().split('\n').map(Number);
  if (times.length !== LINES || times.some(Number.isNaN))
    throw new Error('lines of the slow child are missing');
  return times;
}

function outputOf(program: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the engine ended with ${status}: ${stderr}`);
  return stdout;
}
