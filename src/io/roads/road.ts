import { join } from 'node:path';
import { onceKey } from '../../core/once.ts';
import { gitAddress } from '../../core/roads/git-address.ts';
import { type GitSetting, rewriting } from '../../core/roads/git-settings.ts';
import { type Repository, repositoryOf } from '../../core/roads/repository.ts';
import type { Road } from '../../core/roads/road.ts';
import { hidesSshCommand, SSH_COMMAND_FILE } from '../../core/settings/hidden-ssh-command.ts';
import { shellWord } from '../../core/shells/quote.ts';
import type { Run } from '../../world.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import { goValuesOf } from '../go/go-settings.ts';
import {
  type AddressFacts,
  addressFacts,
  type GitConfiguration,
  gitConfiguration,
  originOf,
} from './git-facts.ts';
import { openGit } from './git.ts';
import { gitBetween, gitTrust, goBetween } from './http-road.ts';
import { gitLogins, goLogins } from './logins.ts';
import { sshChoice, type SshChoice, sshRoad } from './ssh.ts';

export interface RoadRequest {
  /** A module path, or a host for everything on it. */
  readonly subject: string;
  /** The go that would fetch; undefined where none answers. */
  readonly goroot: string | undefined;
  /** The repository, where the server named it. */
  readonly repository?: Repository;
  /** True where ssh is about to connect anyway, so that `Match exec` of its configuration may run; false by default. */
  readonly mayExec?: boolean;
}

/** The outcome of reading a road. */
export type RoadReading =
  /** `sshCommand` is for a program to run, not to be shown; undefined for plain `ssh`. */
  | { readonly road: Road; readonly sshCommand: string | undefined }
  /** `no-git`: PATH has no git in an absolute directory. `no-host`: the text is no module path with a host. */
  | { readonly missing: 'no-git' | 'no-host' };

const CONFIGURATION = onceKey<Promise<GitConfiguration>>('git configuration');

/**
 * Reads the way from this machine to the repository of a module: by `git config`, `git ls-remote --get-url`, `ssh -G` and files, each
 * within 5 s. No server is asked, no name looked up, and no credential helper, GOAUTH command or command of ssh's configuration
 * run. The result holds no credential. Fails with `permission`, `disk` or `disk-full` without a place for temporary files.
 */
export async function readRoad(run: Run, request: RoadRequest): Promise<RoadReading> {
  const repository = request.repository ?? repositoryOf(request.subject);
  if (repository === undefined) return { missing: 'no-host' };
  const git = await openGit(run);
  if (git === undefined) return { missing: 'no-git' };
  await using reader = git;
  const configuration = await run.once(CONFIGURATION, () => gitConfiguration(reader));
  const facts = configuration.answers
    ? await addressFacts(reader, repository.url)
    : { url: repository.url, http: new Map<string, string>(), unread: [] };
  return await roadOf(run, request, { repository, configuration, facts });
}

interface RoadContext {
  readonly repository: Repository;
  readonly configuration: GitConfiguration;
  readonly facts: AddressFacts;
}

async function roadOf(
  run: Run,
  { subject, goroot, mayExec = false }: RoadRequest,
  { repository, configuration: { settings, unread }, facts }: RoadContext,
): Promise<Exclude<RoadReading, { readonly missing: string }>> {
  const address = gitAddress(facts.url);
  const asked = new URL(`https://${subject}`);
  const rewrite = rewriting(settings, repository.url, 'insteadof');
  const push = rewriting(settings, repository.url, 'pushinsteadof');
  const isSsh = address.transport === 'ssh';
  const { choice, hidden } = chosenSsh(run, settings, goroot);
  const ssh = isSsh ? await sshRoad(run, { address, choice, mayExec }) : undefined;
  const url = /^https?$/.test(address.transport) ? URL.parse(facts.url) : null;
  const http = url === null ? undefined : { url, settings, http: facts.http };
  const road: Road = {
    subject,
    repository,
    address,
    transport: address.transport,
    rewritten: rewrite === undefined || facts.url === repository.url ? undefined : originOf(rewrite),
    pushOnly: push === undefined ? undefined : originOf(push),
    sshProgram: isSsh ? choice.program : undefined,
    sshHidden: isSsh && hidden !== undefined ? originOf(hidden) : undefined,
    sshHost: ssh?.host,
    between: ssh?.between ?? (http === undefined ? { kind: 'none' } : gitBetween(run.env, http)),
    goBetween: goBetween(asked, run.env),
    trust: http === undefined ? undefined : gitTrust(run.env, http),
    gitLogins: ssh?.logins ?? (http === undefined ? [] : gitLogins(run, http)),
    goLogins: goLogins(run, goValuesOf(run, goroot)('GOAUTH'), asked.host),
    unread: [...unread, ...facts.unread, ...(ssh?.unread ?? [])],
  };
  const { command, isFile } = choice;
  return { road, sshCommand: command !== undefined && isFile ? shellWord(command) : command };
}

/** The ssh that git would run for this go. */
function chosenSsh(
  run: Run,
  settings: readonly GitSetting[],
  goroot: string | undefined,
): { readonly choice: SshChoice; readonly hidden: GitSetting | undefined } {
  const setting = settings.findLast(({ name }) => name === 'core.sshcommand');
  const isOpen = ['GIT_SSH_COMMAND', 'GIT_SSH'].every((name) => (run.env[name] ?? '') === '');
  const source =
    goroot === undefined ? '' : (readSmallOrNothing(join(goroot, SSH_COMMAND_FILE), LONGEST_SOURCE) ?? '');
  const hidden = isOpen && setting !== undefined && hidesSshCommand(source) ? setting : undefined;
  return { choice: sshChoice(run, hidden === undefined ? setting : undefined), hidden };
}

const LONGEST_SOURCE = 1024 * 1024;
