import { isAbsolute, join } from 'node:path';
import { parseBenchLine } from '../../core/bench/bench-line.ts';
import type { BenchMachine } from '../../core/bench/bench-machine.ts';
import type { Samples, Series } from '../../core/bench/comparison.ts';
import { type GoTestCommand, parseGoTest } from '../../core/bench/go-test-command.ts';
import { roundOrder } from '../../core/bench/order.ts';
import { privateDirectory } from '../../io/disk/private-directory.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { temporaryDirectory } from '../../io/go/module-files.ts';
import { cpuPressureNow } from '../../io/machine/load.ts';
import type { Run } from '../../world.ts';
import { obstacleFor } from '../matrix/obstacle.ts';
import { everySecond } from '../matrix/tick.ts';
import { machineHere } from './machine-here.ts';
import { measure, programTasks, type Task } from './measure.ts';
import { buildPrograms } from './programs.ts';
import type { Variant } from './variants.ts';

export interface BenchRequest {
  readonly variants: readonly Variant[];
  readonly command: readonly string[];
  /** Measured rounds; each runs every variant once. */
  readonly rounds: number;
  /** Rounds before them that do not count. */
  readonly warmUp: number;
  /** Words in front of every measured command, such as `taskset -c 0`. */
  readonly prefix: readonly string[];
}

/** A variant and its measurements. */
export interface BenchedVariant {
  readonly variant: Variant;
  /** Result lines of the measured rounds, in the form of `go test -bench`. */
  readonly lines: readonly string[];
  readonly samples: Samples;
  /** Set for a variant that failed or is not possible; it is not compared. */
  readonly failure?: Failure;
}

export interface Failure {
  readonly why: string;
  /** Of the command; null where it did not exit by itself, or was never started. */
  readonly exit: number | null;
  readonly output: string;
}

export interface BenchResult {
  readonly variants: readonly BenchedVariant[];
  readonly machine: BenchMachine;
  /** Rounds that every variant took part in. */
  readonly rounds: number;
}

/**
 * Measures a command with every variant, round by round in a balanced order. The test programs of `go test -bench` are built once
 * for each variant. A failed variant is left out of the rounds after; an interruption ends the rounds, and those before it count.
 */
export async function bench(run: Run, request: BenchRequest): Promise<BenchResult> {
  const pressureBefore = cpuPressureNow() ?? null;
  await using directory = await privateDirectory(buildDirectory(run));
  const entrants = await prepare(run, request, directory.path);
  let rounds = 0;
  for (let round = 0; round < request.warmUp + request.rounds && !run.signal.aborted; round += 1) {
    const isWhole = await runRound(run, entrants, { ...request, round });
    if (isWhole && round >= request.warmUp) rounds += 1;
  }
  return {
    variants: entrants.map(benched),
    machine: machineHere(pressureBefore),
    rounds,
  };
}

/** A place for programs: a temporary directory may forbid them (noexec), and GOTMPDIR is the place that the go command is told for that. */
export function buildDirectory(run: Run): string {
  const told = goValuesOf(run, undefined)('GOTMPDIR').value;
  return isAbsolute(told) ? told : temporaryDirectory(run);
}

/** A variant on its way through the rounds. */
interface Entrant {
  readonly variant: Variant;
  readonly tasks: readonly Task[];
  readonly lines: { readonly line: string; readonly package: string | undefined }[];
  failure: Failure | undefined;
}

async function prepare(run: Run, request: BenchRequest, directory: string): Promise<readonly Entrant[]> {
  const goTest = parseGoTest(request.command);
  const entrants: Entrant[] = [];
  for (const [index, variant] of request.variants.entries()) {
    const why = obstacleFor(run, variant);
    const entrant = {
      variant,
      lines: [],
      failure: why === undefined ? undefined : { why, exit: null, output: '' },
    };
    const event = { version: variant.label, round: 0, rounds: request.warmUp + request.rounds };
    using _ = everySecond(() => run.emit({ type: 'bench-run', ...event }));
    const prepared =
      why !== undefined || goTest === undefined
        ? { tasks: [{ command: request.command, cwd: run.cwd }] }
        : await programsOf(run, variant, { goTest, directory: join(directory, String(index)) });
    const tasks = prepared.tasks.map((task) => ({ ...task, command: [...request.prefix, ...task.command] }));
    entrants.push({ ...entrant, ...prepared, tasks });
  }
  return entrants;
}

interface ProgramContext {
  readonly goTest: GoTestCommand;
  readonly directory: string;
}

async function programsOf(
  run: Run,
  variant: Variant,
  { goTest, directory }: ProgramContext,
): Promise<Pick<Entrant, 'tasks' | 'failure'>> {
  const { variables } = variant;
  const built = await buildPrograms(run, { contender: variant, command: goTest, variables, directory });
  if (built.kind === 'built') return { tasks: programTasks(built.programs, goTest.run), failure: undefined };
  const { exit, output } = built;
  return { tasks: [], failure: { why: 'its test program cannot be built', exit, output } };
}

interface RoundContext extends BenchRequest {
  readonly round: number;
}

/** Runs each entrant once. False where an interruption cut the round. */
async function runRound(run: Run, entrants: readonly Entrant[], context: RoundContext): Promise<boolean> {
  const { round, rounds, warmUp } = context;
  const taken = entrants.map(({ lines }) => lines.length);
  for (const place of roundOrder(entrants.length, round)) {
    const entrant = entrants[place];
    if (entrant === undefined || entrant.failure !== undefined) continue;
    const event = { version: entrant.variant.label, round: round + 1, rounds: warmUp + rounds };
    using _ = everySecond(() => run.emit({ type: 'bench-run', ...event }));
    const isWhole = await runEntrant(run, entrant, { counts: round >= warmUp });
    if (isWhole) continue;
    // All have as many measurements: the round is taken back.
    for (const [index, each] of entrants.entries()) each.lines.length = taken[index] ?? 0;
    return false;
  }
  return true;
}

async function runEntrant(
  run: Run,
  entrant: Entrant,
  { counts }: { readonly counts: boolean },
): Promise<boolean> {
  for (const task of entrant.tasks) {
    const measured = await measure(run, entrant.variant, task);
    if (measured.kind === 'stopped') return false;
    if (measured.kind === 'failed') {
      const { exit, why, output } = measured;
      entrant.failure = { why, exit, output };
      return true;
    }
    if (counts) entrant.lines.push(...measured.lines.map((line) => ({ line, package: task.package })));
  }
  return true;
}

function benched({ variant, tasks, lines, failure }: Entrant): BenchedVariant {
  const packages = new Set(tasks.map((task) => task.package));
  const series = new Map<string, Series & { readonly values: number[] }>();
  for (const { line, package: name } of lines) {
    for (const each of parseBenchLine(line) ?? []) {
      const full = packages.size > 1 ? `${name ?? ''}.${each.name}` : each.name;
      const key = `${full}\n${each.unit}`;
      const known = series.get(key);
      if (known === undefined) series.set(key, { name: full, unit: each.unit, values: [each.value] });
      else known.values.push(each.value);
    }
  }
  return {
    variant,
    lines: linesByPackage(lines),
    samples: { label: variant.label, series: failure === undefined ? [...series.values()] : [] },
    ...(failure === undefined ? {} : { failure }),
  };
}

/** The lines of a file for benchstat: those of a package behind its `pkg:` line. */
function linesByPackage(lines: Entrant['lines']): readonly string[] {
  const groups = Map.groupBy(lines, (each) => each.package);
  return [...groups].flatMap(([name, each]) => [
    ...(name === undefined ? [] : [`pkg: ${name}`]),
    ...each.map(({ line }) => line),
  ]);
}
