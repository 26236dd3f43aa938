import { dirname } from 'node:path';
import type { Run, World } from '../../world.ts';
import type { ChildEnd } from '../children/child.ts';
import { runBounded } from '../children/run-bounded.ts';
import { privateDirectory } from '../disk/private-directory.ts';
import { temporaryDirectory } from '../go/module-files.ts';
import { programEnv, programOnPath } from '../host/search-path.ts';
import { personEnvironment } from '../process/environment.ts';

/** The time for a program that only reads its configuration, in milliseconds. */
const READ_MS = 5_000;
/** The bytes of a configuration that gv looks at; one of 1 MiB has 20 000 settings. */
const READ_BYTES = 1024 * 1024;

/** The output of a program that only reads, or the reason why there is none. */
export type ReadOutput =
  | { readonly text: string }
  /** `code` is the exit code, where the program ended by itself. */
  | { readonly why: string; readonly code?: number };

/** Runs git in an empty directory, so that no repository's configuration takes part. */
export interface GitReader extends AsyncDisposable {
  read(args: readonly string[]): Promise<ReadOutput>;
}

/** Variables that lead git to a repository whatever its directory is. go sets GIT_DIR to a repository of its own (cmd/go/internal/modfetch/codehost, runGit). */
const REPOSITORY = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_NAMESPACE'];

/** The variables for git and ssh as go starts them (cmd/go/internal/modload, Init): neither asks a question at the terminal. */
export function gitEnvironment(world: World, directory: string): World['env'] {
  const person = Object.entries(personEnvironment(world.env)).filter(([name]) => !REPOSITORY.includes(name));
  return programEnv({
    ...Object.fromEntries(person),
    // Above an empty directory a repository of another account may lie, as in /tmp.
    GIT_CEILING_DIRECTORIES: dirname(directory),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    LC_ALL: 'C',
  });
}

/** A reader of git's configuration; undefined where no absolute directory of PATH has a git. Fails with `permission`, `disk` or `disk-full` without a place for temporary files. */
export async function openGit(run: Run): Promise<GitReader | undefined> {
  const program = programOnPath(run, 'git');
  if (program === undefined) return undefined;
  const directory = await privateDirectory(temporaryDirectory(run));
  const env = gitEnvironment(run, directory.path);
  return {
    read: (args) => readBounded(run, { program, args, env, cwd: directory.path }),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

/** A program that reads its configuration and ends. */
export interface ReadRequest {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: World['env'];
  readonly cwd?: string;
}

/** Runs a program that reads its configuration and ends, within 5 s and 1 MiB; its stderr, which may quote secrets, is dropped. */
export async function readBounded(run: Run, { program, args, env, cwd }: ReadRequest): Promise<ReadOutput> {
  const { end, stdout } = await runBounded({
    program,
    args,
    env,
    cwd: cwd ?? '/',
    group: 'own',
    deadline: READ_MS,
    signal: run.signal,
    drop: ['stderr'],
    keep: { head: READ_BYTES, tail: 0 },
    most: READ_BYTES,
  });
  if (end.kind === 'exited' && end.code === 0) return { text: stdout.head.toString() };
  return { why: whyEnded(end), ...(end.kind === 'exited' ? { code: end.code } : {}) };
}

function whyEnded(end: ChildEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.code}`;
    case 'killed':
      return 'was killed';
    case 'ended':
      return end.why === 'deadline'
        ? `did not end within ${READ_MS / 1000} s`
        : end.why === 'too-much'
          ? `printed more than ${READ_BYTES / 1024 / 1024} MiB`
          : 'was interrupted';
    case 'not-started':
      return 'cannot be run';
  }
}
