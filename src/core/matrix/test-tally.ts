import { type GoTestEvent, parseTestEvent } from './test-event.ts';

/** The tests of a run, counted from the output of `go test`. */
export interface TestTally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Packages whose tests passed, also from the cache. */
  readonly packagesOk: number;
  readonly packagesFailed: number;
  /** The first test, or package, that failed. */
  readonly firstFailure?: string;
  /** The place that the first failed test names: `format_test.go:31`. */
  readonly at?: string;
}

/** Counts tests line by line. */
export interface Tallier {
  line(text: string): void;
  /** Undefined where no line was one of `go test`. */
  tally(): TestTally | undefined;
}

/** Counts the results that `go test` prints as text or, with `-json`, as events (cmd/internal/test2json). */
export function testTallier(): Tallier {
  const count: Count = { passed: 0, failed: 0, skipped: 0, packagesOk: 0, packagesFailed: 0 };
  const seen: Seen = { isTest: false, failure: undefined, at: undefined, lastPlace: undefined };
  return {
    line(text) {
      const event = parseTestEvent(text);
      if (event === undefined) addLine({ count, seen }, text);
      else addEvent({ count, seen }, event);
    },
    tally() {
      if (!seen.isTest) return undefined;
      const { failure, at } = seen;
      return {
        ...count,
        ...(failure === undefined ? {} : { firstFailure: failure }),
        ...(at === undefined ? {} : { at }),
      };
    },
  };
}

type Count = Record<'passed' | 'failed' | 'skipped' | 'packagesOk' | 'packagesFailed', number>;

interface Seen {
  isTest: boolean;
  failure: string | undefined;
  at: string | undefined;
  /** The place in the output of the test that runs. */
  lastPlace: string | undefined;
}

interface TallyContext {
  readonly count: Count;
  readonly seen: Seen;
}

const RESULT = /^\s*--- (PASS|FAIL|SKIP): (\S+) \(/;
const PACKAGE = /^(ok|FAIL)\s+(\S+)\s+(?:\(cached\)|\[.*\]|-?\d[\d.]*s)/;
const PLACE = /^\s+(\S{1,200}_test\.go:\d{1,9}):/;

const VERDICTS: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>> = {
  PASS: 'passed',
  FAIL: 'failed',
  SKIP: 'skipped',
};

function addLine(counting: TallyContext, text: string): void {
  const { count, seen } = counting;
  if (text.startsWith('=== RUN')) seen.lastPlace = undefined;
  const [, verdict = '', test = ''] = RESULT.exec(text) ?? [];
  const [, state = '', name = ''] = PACKAGE.exec(text) ?? [];
  const counted = VERDICTS[verdict];
  if (counted !== undefined) count[counted] += 1;
  else if (state !== '') count[state === 'ok' ? 'packagesOk' : 'packagesFailed'] += 1;
  else return addPlace(seen, text);
  seen.isTest = true;
  // With -v the place stands above the verdict, without it below.
  if (verdict === 'FAIL') addFailure(seen, test);
  if (state === 'FAIL') addFailure(seen, name);
}

const ACTIONS: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
};

function addEvent({ count, seen }: TallyContext, { action, test, package: name, output }: GoTestEvent): void {
  seen.isTest = true;
  const counted = ACTIONS[action];
  if (test === undefined) {
    if (action === 'pass') count.packagesOk += 1;
    if (action === 'fail') count.packagesFailed += 1;
  } else if (counted !== undefined) count[counted] += 1;
  else if (action === 'run') seen.lastPlace = undefined;
  else if (output !== undefined) addPlace(seen, output);
  if (action === 'fail') addFailure(seen, test ?? name ?? '');
}

function addFailure(seen: Seen, name: string): void {
  if (seen.failure !== undefined) return;
  [seen.failure, seen.at] = [name, seen.lastPlace];
}

function addPlace(seen: Seen, text: string): void {
  const place = PLACE.exec(text)?.[1];
  if (place === undefined) return;
  seen.lastPlace = place;
  if (seen.failure !== undefined) seen.at ??= place;
}
