import { performance } from 'node:perf_hooks';
import type { AskedCommand } from '../../core/modules/report.ts';
import type { World } from '../../world.ts';
import type { ChildEnd } from '../children/child.ts';
import { keptText } from '../children/kept-output.ts';
import { runBounded } from '../children/run-bounded.ts';

/** A go command without a shell. */
export interface GoCommand {
  /** The real path of the go. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: World['env'];
  /** Milliseconds. */
  readonly deadline: number;
  /** Gets the standard output as it comes; without it the first MiB is kept. */
  readonly onText?: (part: string) => void;
}

/** The end of a go command, and what it printed. */
export interface GoAnswer {
  readonly asked: AskedCommand;
  readonly end: ChildEnd;
  /** Empty with `onText`. */
  readonly stdout: string;
  readonly stderr: string;
}

const KEPT = { head: 1024 * 1024, tail: 0 };
/** A go that prints more than this is ended; the packages of Kubernetes take 3 MiB. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Runs a go command in a process group of its own. Resolves for every end. */
export async function runGo(world: World, command: GoCommand): Promise<GoAnswer> {
  const { program, args, cwd, env, deadline, onText } = command;
  const decoder = new TextDecoder();
  const start = performance.now();
  const { end, stdout, stderr } = await runBounded({
    program,
    args,
    cwd,
    env: { ...env, PWD: cwd },
    group: 'own',
    deadline: Math.max(1, deadline),
    signal: world.signal,
    keep: KEPT,
    most: MOST_BYTES,
    ...(onText === undefined
      ? {}
      : {
          onOutput: (name, part) => {
            if (name === 'stdout') onText(decoder.decode(part, { stream: true }));
          },
        }),
  });
  const ms = Math.round(performance.now() - start);
  const exit = end.kind === 'exited' ? end.code : null;
  return {
    asked: { command: `go ${args.join(' ')}`, ms, exit },
    end,
    stdout: onText === undefined ? keptText(stdout) : '',
    stderr: keptText(stderr),
  };
}
