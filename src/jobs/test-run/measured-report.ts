import {
  figuresOfGraph,
  actionMs,
  slowestActions,
  type GraphFigures,
  type Slow,
} from '../../core/test-run/phases.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { processors } from '../../io/machine/load.ts';
import type { Run } from '../../world.ts';
import type { GoTestRun } from './go-test.ts';
import type { TestRequest } from './request.ts';

interface Surroundings {
  /** Percent; null where the system does not tell. */
  readonly pressure: number | null;
  readonly env: Run['env'];
}

const SLOWEST_PACKAGES = 5;
const SLOWEST_TESTS = 5;

/** The measured run in figures. */
export function measuredReport(
  { go, patterns, flags, cold }: Pick<TestRequest, 'go' | 'patterns' | 'flags' | 'cold'>,
  measured: GoTestRun,
  { pressure, env }: Surroundings,
): Omit<TestReport, 'reused' | 'compare'> {
  const { stream, graph } = measured;
  const figures = timedFigures(measured);
  return {
    ms: Math.round(measured.ms),
    go: go.version ?? null,
    command: ['go', 'test', '-count=1', ...patterns, ...flags].join(' '),
    packages: stream.packages.filter(
      ({ package: name, state }) => state !== 'skipped' && !name.includes('...'),
    ).length,
    failed: stream.packages.filter(({ state }) => state === 'failed').map((each) => each.package),
    tests: stream.tests,
    processors: processors().count,
    gomaxprocs: /^[1-9]\d{0,5}$/.test(env['GOMAXPROCS'] ?? '') ? Number(env['GOMAXPROCS']) : null,
    pressure,
    cold,
    graph: figures === undefined ? 'none' : graph?.isWhole === true ? 'whole' : 'cut',
    modes: figures?.phases ?? [],
    waiting: figures?.waiting ?? null,
    loadMs: figures?.loadMs ?? null,
    slowest: [
      ...slowestActions(graph?.actions ?? []),
      ...slowestPackages(measured),
      ...stream.slowest.slice(0, SLOWEST_TESTS),
    ],
  };
}

/** The figures of the action graph; undefined without times: go writes the graph once before it begins, and again at its end. */
export function timedFigures({ graph, startedMs }: GoTestRun): GraphFigures | undefined {
  if (graph === undefined || !graph.actions.some((action) => actionMs(action) > 0)) return undefined;
  return figuresOfGraph(graph.actions, startedMs);
}

/** By the time that go measured for the test program of each. */
function slowestPackages({ stream }: GoTestRun): readonly Slow[] {
  return (
    stream.packages
      // A pattern that go cannot make packages of is told like a package.
      .filter(({ package: name, ms }) => ms > 0 && !name.includes('...'))
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, SLOWEST_PACKAGES)
      .map(({ package: name, ms }) => ({ mode: 'test run', package: name, ms }))
  );
}
