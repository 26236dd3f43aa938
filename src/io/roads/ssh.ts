import { existsSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { GitAddress } from '../../core/roads/git-address.ts';
import type { GitSetting } from '../../core/roads/git-settings.ts';
import type { Between, LoginSource, Origin, SshProgram, Unread } from '../../core/roads/road.ts';
import { configFileOf, sshWords } from '../../core/roads/ssh-command.ts';
import { parseSshPlan, type SshPlan } from '../../core/roads/ssh-config.ts';
import type { Run, World } from '../../world.ts';
import { programEnv, programOnPath } from '../host/search-path.ts';
import { personEnvironment } from '../process/environment.ts';
import { originOf } from './git-facts.ts';
import { readBounded } from './git.ts';
import { sshFiles, sshHome, sshOrigin, type SshFiles } from './ssh-files.ts';

/** The way of ssh to a host, by its own configuration. */
export interface SshRoad {
  readonly host: { readonly host: string; readonly port: number } | undefined;
  readonly between: Between;
  readonly logins: readonly LoginSource[];
  readonly unread: readonly Unread[];
}

/** The command for ssh as git chooses it: GIT_SSH_COMMAND, core.sshCommand, GIT_SSH, else `ssh` (git: connect.c, get_ssh_command). */
export interface SshChoice {
  readonly program: SshProgram | undefined;
  /** The command; undefined for plain `ssh`. May hold what is not for others' eyes. */
  readonly command: string | undefined;
  /** GIT_SSH names a file, and no command for a shell. */
  readonly isFile: boolean;
}

/** Reads which command for ssh git would run. */
export function sshChoice({ env }: World, setting: GitSetting | undefined): SshChoice {
  const from = 'the environment';
  const [variable, file] = [env['GIT_SSH_COMMAND'] ?? '', env['GIT_SSH'] ?? ''];
  if (variable !== '')
    return { program: { setting: 'GIT_SSH_COMMAND', from }, command: variable, isFile: false };
  if (setting !== undefined && setting.value !== '') {
    const program = { setting: 'core.sshCommand', ...originOf(setting) } as const;
    return { program, command: setting.value, isFile: false };
  }
  return file === ''
    ? { program: undefined, command: undefined, isFile: false }
    : { program: { setting: 'GIT_SSH', from }, command: file, isFile: true };
}

export interface SshRequest {
  readonly address: GitAddress;
  readonly choice: SshChoice;
  /**
   * True where ssh is about to connect anyway. Else gv runs no `ssh -G` whose configuration has `Match exec`: ssh runs those commands
   * to know which parts count, and reading is to run nothing of the user's.
   */
  readonly mayExec: boolean;
}

/** Asks `ssh -G` for the way to a host; ssh connects to nothing, and looks no name up. */
export async function sshRoad(run: Run, { address, choice, mayExec }: SshRequest): Promise<SshRoad> {
  const home = sshHome();
  const words = wordsOf(choice, home);
  if (words === undefined) return unknownRoad('its command is one that only a shell can read');
  const [name, ...args] = words;
  if (basename(name) !== 'ssh') return unknownRoad('its command is another program than ssh');
  const program = isAbsolute(name) ? name : programOnPath(run, name);
  if (program === undefined) return unknownRoad('no absolute directory of PATH has it');
  // git refuses such a host too: ssh would take it for an option (CVE-2017-1000117).
  if ([address.host, address.user].some((name) => name?.startsWith('-')))
    return unknownRoad('its host begins with a dash');
  const files = sshFiles(home, configFileOf(args));
  const closed = files.closed === undefined ? [] : [{ what: files.closed, why: 'not allowed to read' }];
  const refusal = mayExec ? undefined : refusalOf(files);
  if (refusal !== undefined)
    return { ...unknownRoad(refusal), logins: [], unread: [...closed, { what: 'ssh', why: refusal }] };
  const port = address.port === undefined ? [] : ['-p', String(address.port)];
  const target = address.user === undefined ? address.host : `${address.user}@${address.host}`;
  const env = programEnv({ ...personEnvironment(run.env), LC_ALL: 'C' });
  const options = ['-o', 'CanonicalizeHostname=no', '-G', ...port];
  const reading = await readBounded(run, { program, args: [...args, ...options, target], env });
  if (!('text' in reading)) return unknownRoad(`ssh -G ${reading.why}`);
  const plan = parseSshPlan(reading.text);
  return {
    host: { host: plan.host, port: plan.port },
    between: betweenOf(plan, files),
    logins: [...(await agentLogin(run, plan)), ...keyLogin(plan, home)],
    unread: closed,
  };
}

function wordsOf(
  { command, isFile }: SshChoice,
  home: string | undefined,
): readonly [string, ...string[]] | undefined {
  if (command === undefined) return ['ssh'];
  return isFile ? [command] : sshWords(command, home);
}

function refusalOf({ exec, unread }: SshFiles): string | undefined {
  if (exec !== undefined) return `Match exec in ${exec.from}:${exec.line ?? 0} would run a command`;
  return unread === undefined ? undefined : `gv cannot tell whether ${unread} has Match exec`;
}

function unknownRoad(why: string): SshRoad {
  return { host: undefined, between: { kind: 'unknown', why }, logins: [], unread: [{ what: 'ssh', why }] };
}

function betweenOf(plan: SshPlan, files: SshFiles): Between {
  const { written, jumps, command } = plan;
  if (written === undefined) return { kind: 'none' };
  const origin: Origin | undefined = sshOrigin(files, written.keyword, written.value);
  return written.keyword === 'proxyjump'
    ? { kind: 'jump', hosts: jumps, origin }
    : { kind: 'command', program: command ?? '', origin };
}

/** The keys of the agent are counted, not named: ssh-add(1), -l, ends with 1 for none and with 2 where no agent answers. */
async function agentLogin(run: Run, { agent }: SshPlan): Promise<readonly LoginSource[]> {
  const socket = agent === undefined || agent === 'SSH_AUTH_SOCK' ? (run.env['SSH_AUTH_SOCK'] ?? '') : agent;
  const program = programOnPath(run, 'ssh-add');
  if (socket === '' || socket === 'none' || program === undefined) return [];
  const env = programEnv({ ...personEnvironment(run.env), SSH_AUTH_SOCK: socket, LC_ALL: 'C' });
  const reading = await readBounded(run, { program, args: ['-l'], env });
  const count = 'text' in reading ? reading.text.split('\n').filter((line) => line !== '').length : 0;
  return count === 0 ? [] : [{ kind: 'agent', count }];
}

/** A key file that a setting names with tokens is not counted. */
function keyLogin({ identityFiles }: SshPlan, home: string | undefined): readonly LoginSource[] {
  const paths = identityFiles.flatMap((file) => {
    const path = file.startsWith('~/') && home !== undefined ? join(home, file.slice(2)) : file;
    return isAbsolute(path) ? [path] : [];
  });
  const count = new Set(paths.filter((path) => existsSync(path))).size;
  return count === 0 ? [] : [{ kind: 'key-file', count }];
}
