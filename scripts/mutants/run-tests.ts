import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The most time a test file may take. A mutant may wait for ever. */
const LONGEST_RUN_MS = 240_000;

/** Suites that run the built program. */
const BUILT = ['cli', 'tui', 'real'];

/** The tests of a run by their full names. */
export interface TestRun {
  readonly passed: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  /** Test files that failed outside of their tests: an import or a hook. */
  readonly broken: readonly string[];
  /** Test files with a failure of either kind, from the top of the checkout. */
  readonly red: readonly string[];
  /** False where the run had to be ended, or gave no report. */
  readonly isComplete: boolean;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export function suiteOf(test: string): string {
  return test.split('/')[1] ?? '';
}

/** Runs test files of one suite in a copy of the checkout; with `bail`, up to the first failure. */
export async function runTests(
  directory: string,
  tests: readonly string[],
  { bail }: { readonly bail: boolean },
): Promise<TestRun> {
  const suite = suiteOf(tests[0] ?? '');
  const report = join(directory, 'mutants.json');
  rmSync(report, { force: true });
  if (BUILT.includes(suite) && (await ended(directory, ['scripts/build.ts'])) !== 0) return NOTHING;
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const options = ['--reporter=json', `--outputFile=${report}`, ...(bail ? ['--bail=1'] : [])];
  const code = await ended(directory, [vitest, 'run', '--project', suite, ...options, ...tests]);
  return code === undefined ? NOTHING : runIn(directory, report);
}

const NOTHING: TestRun = { passed: new Set(), failed: new Set(), broken: [], red: [], isComplete: false };

/** Runs a script by this Node; gives its exit code, undefined where it was ended. */
async function ended(directory: string, args: readonly string[]): Promise<number | undefined> {
  const child = spawn(process.execPath, args, { cwd: directory, stdio: 'ignore', detached: true });
  // The tests start shells and servers of their own: all of the process group ends.
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), LONGEST_RUN_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  return code ?? undefined;
}

function runIn(directory: string, path: string): TestRun {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return NOTHING;
    throw error;
  }
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (status: string): ReadonlySet<string> =>
    new Set(all.filter((test) => test.status === status).map(({ fullName }) => fullName));
  const failed = report.testResults.filter(({ status }) => status === 'failed');
  const broken = failed.filter(({ assertionResults }) =>
    assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: named('passed'),
    failed: named('failed'),
    broken: broken.map(({ name }) => name),
    red: failed.map(({ name }) => relative(directory, name)),
    isComplete: true,
  };
}
