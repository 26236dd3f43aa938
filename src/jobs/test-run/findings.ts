import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { BUSY_PERCENT } from '../../core/machine/pressure.ts';
import { msText } from '../../core/net/waterfall.ts';
import type { GraphFigures, PhaseName } from '../../core/test-run/phases.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { KEEPS_NONE } from '../../core/test-run/reuse-reasons.ts';
import { counted } from '../../core/text/counted.ts';

/** Everything that the findings about a run rest on. */
export interface RunFacts {
  readonly report: TestReport;
  /** Undefined without an action graph that has times. */
  readonly figures: GraphFigures | undefined;
  /** The build cache, and the milliseconds since go wrote to it last when the run began; undefined for one that was not there. */
  readonly cache: { readonly path: string; readonly sinceMs: number } | undefined;
}

const DAY_MS = 86_400_000;
const VET_SHARE = 0.3;
const LINK_SHARE = 0.5;
const PACKAGE_SHARE = 0.6;
const COLD_SHARE = 0.5;
/** The first run of a small package compiles a few files of its own, which tells nothing of a cache. */
const COLD_ACTIONS = 20;
/** Shorter runs are not worth a word about their parts. */
const LEAST_MS = 1000;

/** The findings about one run: what takes the time, and what would take less. */
export function runFindings(facts: RunFacts): readonly Finding[] {
  return [
    ...cacheCold(facts),
    ...linkBound(facts),
    ...vetShare(facts),
    ...serialTests(facts),
    ...notReused(facts),
    ...cgoInPath(facts),
    ...starved(facts),
    ...raceCost(facts),
  ];
}

/** The share of a phase in the summed times of all. */
function shareOf({ figures, report }: RunFacts, mode: PhaseName): number {
  const all = figures?.phases.reduce((sum, { summedMs }) => sum + summedMs, 0) ?? 0;
  if (all === 0 || report.ms < LEAST_MS) return 0;
  return (figures?.phases.find((phase) => phase.mode === mode)?.summedMs ?? 0) / all;
}

/** Where the machine is busy with other work, one timing is no ground for advice. */
function levelOn({ report: { pressure } }: RunFacts): 'advice' | 'note' {
  return pressure !== null && pressure > BUSY_PERCENT ? 'note' : 'advice';
}

function measured(what: string, value: number): Evidence {
  return { what, value: Math.round(value), unit: 'ms', how: 'measured' };
}

function phaseEvidence({ figures }: RunFacts, mode: PhaseName): readonly Evidence[] {
  const phase = figures?.phases.find((each) => each.mode === mode);
  return phase === undefined ? [] : [measured(`${mode}, ${phase.actions} actions, summed`, phase.summedMs)];
}

function cacheCold({ figures, cache, report }: RunFacts): readonly Finding[] {
  const build = figures?.phases.find(({ mode }) => mode === 'build');
  const checked = figures?.phases.find(({ mode }) => mode === 'cache check');
  const ran = build?.ran ?? 0;
  const all = Math.max(build?.actions ?? 0, checked?.actions ?? 0);
  if (cache === undefined || report.cold || cache.sinceMs > DAY_MS) return [];
  if (ran < COLD_ACTIONS || ran <= all * COLD_SHARE) return [];
  const text = `${ran} of ${all} packages were compiled, although go wrote to its build cache (${cache.path}) ${Math.max(1, Math.round(cache.sinceMs / 60_000))} min before: another version of go, other flags or another platform wrote the entries, or go clean -cache removed them`;
  const cure = `run gv doctor test once more: where packages are compiled again, the cache does not keep; in CI keep ${cache.path} from job to job`;
  return [
    {
      code: 'cache-cold',
      level: 'advice',
      text,
      cure,
      evidence: [measured('build, summed', build?.summedMs ?? 0)],
    },
  ];
}

function linkBound(facts: RunFacts): readonly Finding[] {
  const share = shareOf(facts, 'link');
  if (share <= LINK_SHARE) return [];
  const links = facts.figures?.phases.find(({ mode }) => mode === 'link');
  const { reused } = facts.report;
  const text = `links take ${percent(share)} of this run: ${counted(links?.ran ?? 0, 'test program')}, one for each package with tests`;
  const kept =
    reused === null || reused.second === 0
      ? ''
      : ` leave -count=1 out (${reused.second} of ${reused.of} results are then reused);`;
  const cure = `name the packages you work on;${kept} join small packages. -ldflags=-w saves nothing: go test leaves debug information out already`;
  return [{ code: 'link-bound', level: levelOn(facts), text, cure, evidence: phaseEvidence(facts, 'link') }];
}

function vetShare(facts: RunFacts): readonly Finding[] {
  const share = shareOf(facts, 'vet');
  if (share <= VET_SHARE) return [];
  const text = `go vet takes ${percent(share)} of this run`;
  const cure = 'go test -vet=off while you try things, and go vet ./... once, in CI';
  return [{ code: 'vet-share', level: levelOn(facts), text, cure, evidence: phaseEvidence(facts, 'vet') }];
}

function serialTests({ report }: RunFacts): readonly Finding[] {
  const [slowest] = report.slowest.filter(({ mode }) => mode === 'test run').toSorted((a, b) => b.ms - a.ms);
  if (slowest === undefined || report.packages < 2 || report.ms < LEAST_MS) return [];
  if (slowest.ms <= report.ms * PACKAGE_SHARE) return [];
  const text = `the tests of ${slowest.package} alone take ${msText(slowest.ms)} of ${msText(report.ms)}`;
  const cure =
    't.Parallel() in tests that wait, and go test -parallel for how many run at a time; or divide the package';
  return [
    { code: 'serial-tests', level: 'note', text, cure, evidence: [measured(slowest.package, slowest.ms)] },
  ];
}

const MOST_REASONS = 5;
const FILES_CURE =
  'write files of tests below t.TempDir(), which go does not look at; go help test names the flags whose results are kept';
const FLAGS_CURE =
  'go help test names the flags whose results are kept; go env GOFLAGS shows those that stand in every command';

function notReused({ report: { reused } }: RunFacts): readonly Finding[] {
  if (reused === null || reused.reasons.length === 0) return [];
  const [first] = reused.reasons;
  const isSame = reused.reasons.every(({ why }) => why === first?.why);
  const shown = isSame && reused.reasons.length > 1 ? [] : reused.reasons.slice(0, MOST_REASONS);
  const more = reused.reasons.length - shown.length;
  const told = shown.map(({ package: name, why }) => `${name}: ${why}`);
  const rest = more === 0 ? [] : [`${more} more`];
  const text = `${reused.reasons.length} of ${counted(reused.of, 'result')} not reused, though nothing changed: ${shown.length === 0 ? (first?.why ?? '') : [...told, ...rest].join('; ')}`;
  const cure = reused.reasons.every(({ why }) => why.startsWith(KEEPS_NONE)) ? FLAGS_CURE : FILES_CURE;
  return [{ code: 'cache-not-reused', level: 'note', text, cure }];
}

function cgoInPath({ figures }: RunFacts): readonly Finding[] {
  if (figures === undefined || figures.cgo.actions === 0) return [];
  const { actions, ms } = figures.cgo;
  const text = `cgo ran in ${counted(actions, 'action')}: a C compiler is part of this build`;
  const cure =
    'nothing, where C is wanted; CGO_ENABLED=0 go test ./... builds without, where every package allows that';
  return [{ code: 'cgo-in-path', level: 'note', text, cure, evidence: [measured('actions with cgo', ms)] }];
}

function starved({ figures, report }: RunFacts): readonly Finding[] {
  if (figures === undefined) return [];
  const { commandsMs, processorMs } = figures.waiting;
  const cpu = commandsMs - processorMs;
  if (commandsMs < LEAST_MS || commandsMs <= 2 * cpu) return [];
  const text = `compilers, linkers and vet waited ${msText(processorMs)} of their ${msText(commandsMs)} for a processor or the disk`;
  const cure = `look what else runs on this machine; go test -p=${Math.max(1, Math.floor(report.processors / 2))} starts fewer of them at a time`;
  return [
    {
      code: 'starved',
      level: 'note',
      text,
      cure,
      evidence: [measured('time of commands', commandsMs), measured('processor time', cpu)],
    },
  ];
}

function raceCost({ report: { compare } }: RunFacts): readonly Finding[] {
  const race = compare?.variants.find(({ variant }) => variant === 'race');
  if (race === undefined || race.vsBase === null || !race.differs || race.median === null) return [];
  const tests = race.testsVsBase === null ? '' : `, and ${factor(race.testsVsBase)} in the tests alone`;
  const text = `-race costs ${factor(race.vsBase)} the time here${tests}`;
  const cure = 'go test while you try things, go test -race in CI';
  return [
    { code: 'race-cost', level: 'note', text, cure, evidence: [measured('median with -race', race.median)] },
  ];
}

function factor(value: number): string {
  return `${value.toFixed(1)} ×`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
