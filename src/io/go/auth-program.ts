import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { absolutePath, personEnvironment } from '../process/environment.ts';

/** A program that asks somebody in a browser may take a while; one that hangs must not hang gv. */
const AUTH_PROGRAM_MS = 60_000;
const AUTH_OUTPUT_BYTES = 1024 * 1024;

/** A program that GOAUTH names, run without a shell. */
export interface AuthProgram {
  readonly words: readonly [string, ...string[]];
  readonly directory: string;
  readonly env: World['env'];
  /** What it reads from its standard input. */
  readonly input: string;
}

/** What went wrong with it, as a sentence about it; the failure is `bad-config`. */
export function authFailure(program: AuthProgram, what: string, cause?: unknown): GvError {
  const name = basename(program.words[0]);
  return new GvError('bad-config', `the GOAUTH command ${name} ${what}`, {
    hint: 'Run it by hand to see what it says; "go help goauth" tells what it must print.',
    cause,
  });
}

/** Runs it and gives what it printed. Fails with `bad-config` when it cannot run, fails, prints too much or takes too long; `interrupted`. */
export async function runAuthProgram(world: World, program: AuthProgram): Promise<Buffer> {
  const { words, directory, env, input } = program;
  const [file, ...args] = words;
  const timeout = AbortSignal.timeout(AUTH_PROGRAM_MS);
  const child = spawn(file, args, {
    env: { ...personEnvironment(env), PATH: absolutePath(env) },
    cwd: directory,
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: AbortSignal.any([world.signal, timeout]),
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  // It may end without reading what it is told.
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
