import { underWayMs } from '../go-run/waits.ts';
import type { Action } from './action-graph.ts';

/** The phases of a run of `go test`. `other` prints results and removes files. */
export const PHASES = ['build', 'cache check', 'vet', 'link', 'test run', 'other'] as const;
export type PhaseName = (typeof PHASES)[number];

/** A phase in figures; times in milliseconds. */
export interface PhaseFigures {
  readonly mode: PhaseName;
  readonly actions: number;
  /** Actions that ran a command; null where the action graph does not tell. */
  readonly ran: number | null;
  /** The times of all actions, which run side by side: the sum may be greater than the time of the run. */
  readonly summedMs: number;
  /** The time in which at least one action was under way. */
  readonly underWayMs: number;
  /** Processor time of the commands; null where the action graph does not tell, as of test programs. */
  readonly cpuMs: number | null;
}

/** The waits of a run, summed over its actions, in milliseconds. */
export interface WaitSums {
  /** The time of all commands, and the part of it in which they used no processor. */
  readonly commandsMs: number;
  readonly processorMs: number;
  /** The time in which actions were ready and no worker was free (`-p`). */
  readonly workerMs: number;
}

export interface GraphFigures {
  readonly phases: readonly PhaseFigures[];
  readonly waiting: WaitSums;
  /** From the start of the go command to its first action: packages are loaded. */
  readonly loadMs: number;
  /** Actions that ran cgo, and their time. */
  readonly cgo: { readonly actions: number; readonly ms: number };
}

/** Actions of the go command that compile, or prepare to compile. Newer versions have actions of their own for cgo and coverage. */
const BUILD = new Set([
  'build',
  'built-in package',
  'cgo run',
  'collect cgo',
  'cover',
  'install header',
  'preprocess PGO profile',
  'swigDoIntSize',
  'test build',
  'write coverage meta-data file',
]);

/** The phase of an action. Go without actions of their own for it looks into the cache within the build action. */
export function phaseOf({ mode, ran }: Action): PhaseName {
  if (mode === 'build check cache' || (mode === 'build' && !ran)) return 'cache check';
  if (BUILD.has(mode)) return 'build';
  return mode === 'vet' || mode === 'link' || mode === 'test run' ? mode : 'other';
}

/** The milliseconds of an action from its start to its end; 0 where it has none, or the clock went back. */
export function actionMs({ startMs, doneMs }: Action): number {
  return startMs === undefined || doneMs === undefined ? 0 : Math.max(0, doneMs - startMs);
}

/** Sums the actions up. `startedMs` is the time at which the go command was started, in milliseconds since 1970. */
export function figuresOfGraph(actions: readonly Action[], startedMs: number): GraphFigures {
  const groups = Map.groupBy(actions, phaseOf);
  const commands = actions.filter(({ ran }) => ran);
  const starts = actions.flatMap(({ startMs }) => startMs ?? []);
  const cgo = actions.filter((each) => each.cgo || (each.ran && each.mode === 'cgo run'));
  return {
    phases: PHASES.map((mode) => phaseFigures(mode, groups.get(mode) ?? [])),
    waiting: {
      commandsMs: sum(commands.map(({ realMs }) => realMs)),
      processorMs: sum(commands.map(({ realMs, cpuMs }) => Math.max(0, realMs - cpuMs))),
      workerMs: sum(
        actions.map(({ readyMs, startMs }) => Math.max(0, (startMs ?? 0) - (readyMs ?? startMs ?? 0))),
      ),
    },
    loadMs: sum([Math.max(0, least(starts, startedMs) - startedMs)]),
    cgo: { actions: cgo.length, ms: sum(cgo.map(actionMs)) },
  };
}

function phaseFigures(mode: PhaseName, actions: readonly Action[]): PhaseFigures {
  const hasCommands = mode === 'build' || mode === 'vet' || mode === 'link';
  const spans = actions.flatMap(({ startMs, doneMs }) =>
    startMs === undefined || doneMs === undefined ? [] : [{ fromMs: startMs, toMs: doneMs }],
  );
  return {
    mode,
    actions: countOf(actions),
    ran: hasCommands ? actions.filter(({ ran }) => ran).length : null,
    summedMs: sum(actions.map(actionMs)),
    underWayMs: sum([underWayMs(spans)]),
    cpuMs: hasCommands ? sum(actions.map(({ cpuMs }) => cpuMs)) : null,
  };
}

/** A look into the cache and the build behind it are of one package. */
function countOf(actions: readonly Action[]): number {
  const looks = actions.filter(({ mode }) => mode === 'build check cache').length;
  return looks === 0 ? actions.length : looks;
}

/** No spread into Math.min: a large repository has more actions than a call takes arguments. */
function least(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : values.reduce((a, b) => Math.min(a, b));
}

/** In tenths: go's nanoseconds are not the precision of a machine. */
function sum(values: readonly number[]): number {
  return Math.round(values.reduce((all, each) => all + each, 0) * 10) / 10;
}

/** One of the slowest: an action of a package, or a test. */
export interface Slow {
  readonly mode: 'build' | 'vet' | 'link' | 'test run' | 'test';
  readonly package: string;
  readonly test?: string;
  readonly ms: number;
}

/** The slowest actions that ran a command, three of each phase. */
export function slowestActions(actions: readonly Action[]): readonly Slow[] {
  return (['build', 'vet', 'link'] as const).flatMap((mode) =>
    actions
      .filter((action) => action.ran && phaseOf(action) === mode)
      .map((action) => ({ mode, package: action.package, ms: sum([actionMs(action)]) }))
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 3),
  );
}
