import { statSync } from 'node:fs';
import { type Credentials, parseGitCredential } from '../../core/go/credentials.ts';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { authFailure, type AuthProgram, runAuthProgram } from './auth-program.ts';

/** A login from git, and the text that tells git which login was right or wrong. */
export interface GitLogin {
  readonly credentials: Credentials;
  readonly directory: string;
  readonly output: string;
}

/**
 * Asks `git credential fill` for a login to an https address, in the directory that GOAUTH names, as the go command does
 * (cmd/go/internal/auth, runGitAuth): git and its helpers must know the login, as git must not ask at the terminal.
 * Fails as `runAuthProgram` does, and with `bad-config` for a path that is not a directory or an answer about another address.
 */
export async function askGit(world: World, directory: string, url: URL): Promise<GitLogin> {
  checkDirectory(directory);
  const program = gitCredential(world, { action: 'fill', directory, input: `url=${url.href}\n\n` });
  const output = (await runAuthProgram(world, program)).toString();
  const credentials = parseGitCredential(output, url);
  if (credentials === undefined) throw authFailure(program, 'gave no login for this address');
  return { credentials, directory, output };
}

/** Tells git whether its login was right, so that its helpers keep or forget it. Fails as `runAuthProgram` does. */
export async function tellGit(
  world: World,
  { directory, output }: GitLogin,
  action: 'approve' | 'reject',
): Promise<void> {
  await runAuthProgram(world, gitCredential(world, { action, directory, input: `${output.trimEnd()}\n\n` }));
}

interface GitCredential {
  readonly action: 'fill' | 'approve' | 'reject';
  readonly directory: string;
  readonly input: string;
}

function gitCredential({ env }: World, { action, directory, input }: GitCredential): AuthProgram {
  // The go command sets the same unless the user did (cmd/go/internal/modload, Init).
  const quiet = { GIT_TERMINAL_PROMPT: '0', GCM_INTERACTIVE: 'never' };
  return { words: ['git', 'credential', action], directory, env: { ...quiet, ...env }, input };
}

function checkDirectory(directory: string): void {
  try {
    if (statSync(directory).isDirectory()) return;
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) throw error;
  }
  throw new GvError('bad-config', `GOAUTH names git with ${directory}, which is no directory`, {
    hint: 'Name the directory whose git configuration has the credential helper: GOAUTH="git /ABSOLUTE/DIRECTORY".',
  });
}
