import { join } from 'node:path';
import type { ActionGraph } from '../../core/test-run/action-graph.ts';
import { testStream, type StreamFigures } from '../../core/test-run/test-stream.ts';
import { lineSplitter } from '../../core/text/lines.ts';
import type { ChildEnd } from '../../io/children/child.ts';
import { runBounded } from '../../io/children/run-bounded.ts';
import { readActionGraph } from '../../io/go-run/action-graph-file.ts';
import { personEnvironment } from '../../io/process/environment.ts';
import type { Run } from '../../world.ts';
import { everySecond } from '../matrix/tick.ts';

/** The parts that all runs of one measurement have in common. */
export interface TestContext {
  /** Patterns of packages, as the go command takes them. */
  readonly patterns: readonly string[];
  /** Flags of the user's, for behind the packages. */
  readonly flags: readonly string[];
  /** A directory of this measurement alone, for action graphs. */
  readonly directory: string;
  /** Set where the runs have a build cache of their own, and a directory beside it for what go builds: go leaves its files there when it is ended. */
  readonly cold: { readonly cache: string; readonly work: string } | undefined;
  /** Milliseconds until the time is up. */
  readonly left: () => number;
}

export interface GoTestRequest extends TestContext {
  /** The go to run. */
  readonly program: string;
  /** Flags in front of the packages. */
  readonly extra: readonly string[];
  /** Words for GODEBUG, beside those of the user. */
  readonly godebug?: string;
  /** Gets the lines of the standard error. */
  readonly onError?: (line: string) => void;
  /** The name of the run, for the line of state; without one, the caller shows the state. */
  readonly state?: string;
}

export interface GoTestRun {
  readonly end: ChildEnd;
  readonly ms: number;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly stream: StreamFigures;
  /** Undefined where go wrote none. */
  readonly graph: ActionGraph | undefined;
  /** The first lines of go's own, and of compilers. */
  readonly words: readonly string[];
}

const MOST_WORDS = 10;
/** Lines of GODEBUG, which are no fault. */
const DEBUG_LINE = /^(?:testcache: |HASH\[|HASH |HASH subkey|FINGERPRINT)/;

let graphs = 0;

/**
 * Runs `go test` once. The go is run by its own path and switches to no other; the user's flags and settings hold, so that the tests
 * that run are the user's. Their output is read and dropped.
 */
export async function goTest(run: Run, request: GoTestRequest): Promise<GoTestRun> {
  graphs += 1;
  const file = join(request.directory, `graph-${graphs}.json`);
  const stream = testStream();
  const words: string[] = [];
  let bytes = 0;
  const onLine = { stdout: stream.line, stderr: (line: string) => takeError(line, words, request) };
  const splitters = { stdout: lineSplitter(onLine.stdout), stderr: lineSplitter(onLine.stderr) };
  const [startedMs, started] = [run.now().getTime(), performance.now()];
  const ms = (): number => performance.now() - started;
  const { state } = request;
  using _ = everySecond(() => {
    if (state !== undefined) run.emit({ type: 'cell', version: state, bytes, ms: ms() });
  });
  const { end } = await runBounded({
    program: request.program,
    args: argumentsOf(request, file),
    cwd: run.cwd,
    env: environmentOf(run, request),
    group: 'own',
    deadline: Math.max(1, request.left()),
    signal: run.signal,
    keep: { head: 0, tail: 0 },
    onOutput: (name, part) => {
      bytes += part.length;
      splitters[name].add(part);
    },
  });
  const took = ms();
  for (const name of ['stdout', 'stderr'] as const) splitters[name].end();
  const graph = await readActionGraph(file);
  const figures = stream.end();
  return { end, ms: took, startedMs, stream: figures, graph, words: [...figures.buildWords, ...words] };
}

function takeError(line: string, words: string[], { onError }: GoTestRequest): void {
  onError?.(line);
  if (words.length < MOST_WORDS && line.trim() !== '' && !line.startsWith('# ') && !DEBUG_LINE.test(line))
    words.push(line.trim());
}

/** The words behind `go`. The user's flags come last, as those behind `-args` are the test program's. */
export function argumentsOf(
  { extra, patterns, flags }: Pick<GoTestRequest, 'extra' | 'patterns' | 'flags'>,
  graph: string,
): readonly string[] {
  return ['test', '-json', `-debug-actiongraph=${graph}`, ...extra, ...patterns, ...flags];
}

function environmentOf(run: Run, { cold, godebug }: GoTestRequest): Run['env'] {
  const env = personEnvironment(run.env);
  const words = [env['GODEBUG'] ?? '', godebug ?? ''].filter((each) => each !== '').join(',');
  return {
    ...env,
    // A GOROOT of the user's would give one go the library of another.
    GOROOT: undefined,
    GOTOOLDIR: undefined,
    GOTOOLCHAIN: 'local',
    PWD: run.cwd,
    ...(words === '' ? {} : { GODEBUG: words }),
    ...(cold === undefined ? {} : { GOCACHE: cold.cache, GOTMPDIR: cold.work }),
  };
}
