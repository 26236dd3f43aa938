import { basename } from 'node:path';
import { GvError, interruption } from '../../errors.ts';
import type { World } from '../../world.ts';
import type { ChildEnd } from '../children/child.ts';
import { runBounded } from '../children/run-bounded.ts';
import { programEnv, programOnPath } from '../host/search-path.ts';
import { personEnvironment } from '../process/environment.ts';

/** A program that asks the user in a browser may take a while; a program that hangs must not hang gv. */
const AUTH_PROGRAM_MS = 60_000;
const AUTH_OUTPUT_BYTES = 1024 * 1024;

/** A program that GOAUTH names, by a path or by a name on PATH, run without a shell. */
export interface AuthProgram {
  readonly words: readonly [string, ...string[]];
  readonly directory: string;
  readonly env: World['env'];
  /** The text for its standard input. */
  readonly input: string;
}

/** The failure `bad-config` about a program; `what` is the sentence after its subject. */
export function authFailure(program: AuthProgram, what: string, cause?: unknown): GvError {
  const name = basename(program.words[0]);
  return new GvError('bad-config', `the GOAUTH command ${name} ${what}`, {
    hint: 'Run the command by hand to see its output; "go help goauth" describes the format.',
    cause,
  });
}

/** Runs a program and gives its output. Fails with `bad-config` when the program cannot run, fails, prints too much or takes too long; `interrupted`. */
export async function runAuthProgram(world: World, program: AuthProgram): Promise<Buffer> {
  const { words, directory, env, input } = program;
  const [name, ...args] = words;
  const file = name.includes('/') ? name : programOnPath({ env }, name);
  if (file === undefined) throw authFailure(program, 'cannot be run: no absolute directory of PATH has it');
  const { end, stdout } = await runBounded({
    program: file,
    args,
    cwd: directory,
    env: programEnv(personEnvironment(env)),
    input,
    // The program may ask for a password at the terminal.
    group: 'shared',
    deadline: AUTH_PROGRAM_MS,
    signal: world.signal,
    drop: ['stderr'],
    keep: { head: AUTH_OUTPUT_BYTES, tail: 0 },
    most: AUTH_OUTPUT_BYTES,
  });
  if (end.kind === 'exited' && end.code === 0) return stdout.head;
  if (end.kind === 'ended' && end.why === 'interrupted') throw interruption(world.signal);
  throw authFailure(program, endWords(end), end.kind === 'not-started' ? end.cause : undefined);
}

function endWords(end: ChildEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.code}`;
    case 'killed':
      return 'was killed';
    case 'ended':
      return end.why === 'too-much' ? 'printed too much' : 'took too long';
    case 'not-started':
      return 'cannot be run';
  }
}
