import { inputReader, type TestInput } from '../../core/test-run/input-changes.ts';
import type { NotReused, Reused } from '../../core/test-run/report.ts';
import {
  KEEPS_NONE,
  reasonReader,
  type ReuseReason,
  type ReuseReasons,
} from '../../core/test-run/reuse-reasons.ts';
import type { Run } from '../../world.ts';
import { goTest, type GoTestRun, type TestContext } from './go-test.ts';

export interface ReuseRequest extends TestContext {
  readonly program: string;
  /** The run that was measured. */
  readonly measured: GoTestRun;
}

/** Packages whose inputs are compared one by one, each with a run of its own. */
const MOST_COMPARED = 5;
const MOST_NAMED = 3;

/**
 * Finds out which results go takes from the build cache where nothing changed, and why it runs the others anew. GODEBUG=gocachetest=1
 * tells why, and is itself an input of every test (go: cmd/go/internal/test, computeTestInputsID): results that were kept without it do
 * not count under it, so that a second run under it follows where the first one does not find everything. Undefined where the time
 * is up first, or the runs are interrupted.
 */
export async function reusedResults(run: Run, request: ReuseRequest): Promise<Reused | undefined> {
  const passed = resultsOf(request.measured);
  let [ran, reasons] = await reasonedRun(run, request);
  const isAll = (): boolean => cachedOf(ran) >= resultsOf(ran).length;
  // Results that are never kept are not kept the second time either.
  if (ran.end.kind === 'exited' && !isAll() && reasons.all === undefined)
    [ran, reasons] = await reasonedRun(run, request);
  if (ran.end.kind !== 'exited') return undefined;
  const missing = resultsOf(ran).filter(({ cached }) => !cached);
  const why: NotReused[] = [];
  for (const [index, each] of missing.entries()) {
    const reason = reasons.all ?? reasons.packages.get(each.package);
    const inputs =
      reason?.kind === 'inputs' && index < MOST_COMPARED
        ? await changedInputs(run, request, each.package)
        : undefined;
    why.push({ package: each.package, why: whyText(reason, inputs) });
  }
  const first = passed.filter(({ cached }) => cached).length;
  return { of: resultsOf(ran).length, first, second: cachedOf(ran), reasons: why };
}

function resultsOf({ stream }: GoTestRun): GoTestRun['stream']['packages'] {
  return stream.packages.filter(({ state }) => state === 'ok');
}

function cachedOf(ran: GoTestRun): number {
  return resultsOf(ran).filter(({ cached }) => cached).length;
}

async function reasonedRun(run: Run, request: ReuseRequest): Promise<[GoTestRun, ReuseReasons]> {
  const reader = reasonReader();
  const ran = await goTest(run, {
    ...request,
    extra: [],
    godebug: 'gocachetest=1',
    onError: reader.line,
    state: 'go test, for what is reused',
  });
  return [ran, reader.end()];
}

/** The inputs of a package that its own tests change. All hashes are told, megabytes of them: they are read and dropped. */
async function changedInputs(
  run: Run,
  request: ReuseRequest,
  name: string,
): Promise<readonly TestInput[] | undefined> {
  const reader = inputReader();
  const { end } = await goTest(run, {
    ...request,
    patterns: [name],
    extra: ['-p=1'],
    godebug: 'gocachetest=1,gocachehash=1',
    onError: reader.line,
    state: `go test ${name}, for what it reads`,
  });
  return end.kind === 'exited' ? reader.end() : undefined;
}

function whyText(reason: ReuseReason | undefined, inputs: readonly TestInput[] | undefined): string {
  switch (reason?.kind) {
    case 'disabled':
      return `${KEEPS_NONE}: ${reason.by}`;
    case 'too-new':
      return `${reason.file}, which it reads, was written less than 2 s before`;
    case 'expired':
      return 'go clean -testcache was run meanwhile';
    case 'other':
      return reason.words;
    case 'first':
    case undefined:
      return 'go kept no result of the run before';
    case 'inputs': {
      const [first, ...more] = inputs ?? [];
      if (first === undefined) return 'files or variables that it reads changed since the run before';
      const named = [first, ...more].slice(0, MOST_NAMED).map(inputText).join(', ');
      const rest = more.length < MOST_NAMED ? '' : ` and ${more.length + 1 - MOST_NAMED} more`;
      return `${named}${rest}, which it reads, ${more.length === 0 ? 'changes' : 'change'} while it runs`;
    }
  }
}

function inputText({ kind, name }: TestInput): string {
  return kind === 'env' ? `the variable ${name}` : name;
}
