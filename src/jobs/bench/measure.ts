import { parseBenchLine } from '../../core/bench/bench-line.ts';
import { lineSplitter } from '../../core/text/lines.ts';
import type { ChildEnd } from '../../io/children/child.ts';
import { keptText } from '../../io/children/kept-output.ts';
import { runBounded } from '../../io/children/run-bounded.ts';
import { childrenCpuMs } from '../../io/machine/cpu-times.ts';
import type { Run } from '../../world.ts';
import { cellChild } from '../matrix/cell-command.ts';
import type { TestProgram } from './programs.ts';
import type { Variant } from './variants.ts';

/** A command with its directory; the package stands before the names of its benchmarks. */
export interface Task {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly package?: string;
}

/** The result lines of one run, or its failure. */
export type Measured =
  | { readonly kind: 'measured'; readonly lines: readonly string[] }
  | {
      readonly kind: 'failed';
      readonly exit: number | null;
      /** A sentence behind the name of the variant. */
      readonly why: string;
      readonly output: string;
    }
  | { readonly kind: 'stopped' };

const MOST_LINES = 10_000;

/**
 * Runs a task once. A command that prints no line of a benchmark is measured as a whole: its time, and the processor time of its
 * processes where the system tells it, as lines of the same form.
 */
export async function measure(run: Run, variant: Variant, task: Task): Promise<Measured> {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => {
    if (parseBenchLine(line) !== undefined && lines.length < MOST_LINES) lines.push(line.trimEnd());
  });
  const [cpu, started] = [childrenCpuMs(), performance.now()];
  const { end, stdout, stderr } = await runBounded({
    ...cellChild(run, { contender: variant, variables: variant.variables, ...task }),
    signal: run.signal,
    onOutput: (name, part) => {
      if (name === 'stdout') splitter.add(part);
    },
  });
  const ms = performance.now() - started;
  splitter.end();
  if (end.kind === 'ended') return { kind: 'stopped' };
  if (end.kind !== 'exited' || end.code !== 0) {
    const exit = end.kind === 'exited' ? end.code : null;
    const output = `${keptText(stdout)}${keptText(stderr)}`;
    return { kind: 'failed', exit, why: failureOf(end), output };
  }
  // A test program without benchmarks is no measurement of its package.
  const isWhole = lines.length === 0 && task.package === undefined;
  return { kind: 'measured', lines: isWhole ? [wholeLine(ms, cpu)] : lines };
}

function failureOf(end: ChildEnd): string {
  switch (end.kind) {
    case 'exited':
      return `the command ended with ${end.code}`;
    case 'killed':
      return `${end.signal} ended the command`;
    case 'ended':
    case 'not-started':
      return 'the command could not be started';
  }
}

const NS = 1_000_000;

function wholeLine(ms: number, cpuBefore: number | undefined): string {
  const after = childrenCpuMs();
  const cpu =
    cpuBefore === undefined || after === undefined
      ? ''
      : ` ${Math.round((after - cpuBefore) * NS)} cpu-ns/op`;
  return `BenchmarkCommand 1 ${Math.round(ms * NS)} ns/op${cpu}`;
}

/** The tasks of a test program's packages. */
export function programTasks(programs: readonly TestProgram[], flags: readonly string[]): readonly Task[] {
  return programs.map(({ package: name, directory, path }) => ({
    command: [path, ...flags],
    cwd: directory,
    package: name,
  }));
}
