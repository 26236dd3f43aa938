import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { programEnv, programOnPath } from '../host/search-path.ts';
import { personEnvironment } from '../process/environment.ts';

/** A program that asks the user in a browser may take a while; a program that hangs must not hang gv. */
const AUTH_PROGRAM_MS = 60_000;
/** A program may leave another behind, such as an agent, that holds its output open: gv does not wait for the end of that one. */
const LAST_WORDS_MS = 1_000;
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
  const timeout = AbortSignal.timeout(AUTH_PROGRAM_MS);
  const child = spawn(file, args, {
    env: programEnv(personEnvironment(env)),
    cwd: directory,
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: AbortSignal.any([world.signal, timeout]),
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  child.once('exit', () => setTimeout(() => child.stdout.destroy(), LAST_WORDS_MS).unref());
  // The program may end without reading its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > AUTH_OUTPUT_BYTES) child.kill('SIGKILL');
    else chunks.push(chunk);
  });
  const code = await ended.catch((error: unknown) => {
    if (world.signal.aborted) throw new GvError('interrupted', 'interrupted', { cause: error });
    throw authFailure(program, timeout.aborted ? 'took too long' : 'cannot be run', error);
  });
  if (size > AUTH_OUTPUT_BYTES) throw authFailure(program, 'printed too much');
  if (code !== 0) throw authFailure(program, code === null ? 'was killed' : `ended with exit code ${code}`);
  return Buffer.concat(chunks);
}
