import { parseTestEvent, type GoTestEvent } from '../matrix/test-event.ts';
import type { Slow } from './phases.ts';

/** A package of a run, as `go test -json` told of it. */
export interface PackageResult {
  readonly package: string;
  /** `skipped`: no tests in it. `unfinished`: the stream ended first. */
  readonly state: 'ok' | 'failed' | 'skipped' | 'unfinished';
  /** True for a result of an earlier run. */
  readonly cached: boolean;
  /** Milliseconds, measured by go; 0 where go does not tell. */
  readonly ms: number;
}

export interface StreamFigures {
  readonly packages: readonly PackageResult[];
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: number };
  /** The slowest tests, without those that only hold others. */
  readonly slowest: readonly Slow[];
  /** The first tests that failed, as `package.Test`. */
  readonly failures: readonly string[];
  /** The first lines of compilers, and of go itself, about packages that cannot be built. */
  readonly buildWords: readonly string[];
}

/** Takes the lines of `go test -json`. */
export interface TestStream {
  readonly line: (text: string) => void;
  end(): StreamFigures;
}

const MOST_PACKAGES = 50_000;
const MOST_SLOW = 10;
const MOST_FAILURES = 20;
const MOST_WORDS = 10;
/** Where the fields in front of the output stand; the output may look like anything. */
const HEAD = 4096;

/**
 * Reads the events line by line; lines that are none are passed over. Output of tests is not looked at: it stands in the field of an
 * event, and cannot pass for one. A test program may still print the marks by which test2json finds the results of tests, so that no
 * test counts with more time than go measured for its package.
 */
export function testStream(): TestStream {
  const state: StreamState = {
    packages: new Map(),
    tests: { passed: 0, failed: 0, skipped: 0 },
    slow: new Map(),
    failures: [],
    words: [],
  };
  return {
    line(text) {
      if (isTestOutput(text)) return;
      const event = parseTestEvent(text);
      if (event !== undefined) addEvent(state, event);
    },
    end: () => ({
      packages: [...state.packages].map(([name, { state: ended, cached, ms }]) => ({
        package: name,
        state: ended,
        cached,
        // Go tells the time of a package without tests too.
        ms: ended === 'skipped' ? 0 : ms,
      })),
      tests: state.tests,
      slowest: slowestOf([...state.slow.values()].flat()).filter(({ ms }) => ms > 0),
      failures: state.failures,
      buildWords: state.words,
    }),
  };
}

interface OpenPackage extends Omit<PackageResult, 'package' | 'state' | 'cached' | 'ms'> {
  state: PackageResult['state'];
  cached: boolean;
  ms: number;
  /** Of the output of the package itself: go prints its verdict last. */
  lastLine: string;
}

interface StreamState {
  readonly packages: Map<string, OpenPackage>;
  readonly tests: { passed: number; failed: number; skipped: number };
  /** The slowest tests of each package. */
  readonly slow: Map<string, readonly Slow[]>;
  readonly failures: string[];
  readonly words: string[];
}

/** Megabytes of output need no parser. */
function isTestOutput(text: string): boolean {
  const head = text.slice(0, HEAD);
  const at = head.indexOf('"Output":');
  const before = at < 0 ? head : head.slice(0, at);
  return before.includes('"Action":"output"') && before.includes('"Test":');
}

function addEvent(state: StreamState, event: GoTestEvent): void {
  const { action, package: name, test, output = '' } = event;
  if (action === 'build-output') {
    // The line in front names the package, which an event of its own does.
    const isWord = output.trim() !== '' && !output.startsWith('# ');
    if (isWord && state.words.length < MOST_WORDS) state.words.push(output.trim());
    return;
  }
  if (name === undefined) return;
  const known = state.packages.get(name);
  if (known === undefined && state.packages.size >= MOST_PACKAGES) return;
  const open = known ?? { state: 'unfinished', cached: false, ms: 0, lastLine: '' };
  state.packages.set(name, open);
  if (test === undefined) addPackageEvent(state, open, event);
  else addTestEvent(state, { package: name, test }, event);
}

const VERDICTS: Readonly<Record<string, 'ok' | 'failed' | 'skipped'>> = {
  pass: 'ok',
  fail: 'failed',
  skip: 'skipped',
};

function addPackageEvent(state: StreamState, open: OpenPackage, event: GoTestEvent): void {
  const { action, elapsed = 0, output, package: name = '' } = event;
  if (action === 'output') {
    open.lastLine = output ?? '';
    return;
  }
  const verdict = VERDICTS[action];
  if (verdict === undefined) return;
  open.state = verdict;
  open.ms = milliseconds(elapsed);
  open.cached = verdict === 'ok' && open.lastLine.startsWith('ok ') && /\t\(cached\)/.test(open.lastLine);
  const own = state.slow.get(name) ?? [];
  state.slow.set(name, slowestOf(own.map((each) => ({ ...each, ms: Math.min(each.ms, open.ms) }))));
}

function addTestEvent(
  { tests, slow, failures }: StreamState,
  place: { readonly package: string; readonly test: string },
  { action, elapsed = 0 }: GoTestEvent,
): void {
  if (action === 'pass') tests.passed += 1;
  else if (action === 'skip') tests.skipped += 1;
  else if (action === 'fail') {
    tests.failed += 1;
    if (failures.length < MOST_FAILURES) failures.push(`${place.package}.${place.test}`);
  } else return;
  // A subtest's end comes in front of that of its test, whose time holds it.
  const own = (slow.get(place.package) ?? []).filter(({ test = '' }) => !place.test.startsWith(`${test}/`));
  const isHolder = own.some(({ test = '' }) => test.startsWith(`${place.test}/`));
  if (isHolder) return;
  slow.set(place.package, slowestOf([...own, { mode: 'test', ...place, ms: milliseconds(elapsed) }]));
}

function slowestOf(all: readonly Slow[]): readonly Slow[] {
  return all.toSorted((a, b) => b.ms - a.ms).slice(0, MOST_SLOW);
}

function milliseconds(seconds: number): number {
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0;
}
