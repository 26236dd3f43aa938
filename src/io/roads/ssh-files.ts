import { globSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Origin } from '../../core/roads/road.ts';
import { sshFileFacts, sshSettingLine } from '../../core/roads/ssh-config.ts';
import { hasCode, isDiskFailure, isSystemError } from '../../errors.ts';
import { readSmall } from '../disk/read.ts';

/** The configuration files that ssh would read, in their order, and whether gv may let ssh read them. */
export interface SshFiles {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  /** The first line by which ssh would run a command to know whether a part counts. */
  readonly exec: Origin | undefined;
  /** A file of which gv cannot tell what ssh would make of it. */
  readonly unread: string | undefined;
  /** A file that this account may not read, which ssh passes over. */
  readonly closed: string | undefined;
}

const SYSTEM = '/etc/ssh';
/** ssh's own bound on includes within includes (readconf.c, READCONF_MAX_DEPTH). */
const MOST_DEPTH = 16;
const MOST_FILES = 200;
const LONGEST = 1024 * 1024;

/** The home that ssh uses: that of the account, whatever HOME says; undefined where the account has none. */
export function sshHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch (error) {
    if (isSystemError(error, 'ERR_SYSTEM_ERROR', 'ENOENT')) return undefined;
    throw error;
  }
}

/** Finds the files that ssh would read: the one of `-F`, else the account's and the system's, and what they include. */
export function sshFiles(home: string | undefined, named: string | undefined): SshFiles {
  // Both stand for no configuration at all (ssh(1), -F).
  if (named === 'none' || named === '/dev/null')
    return { texts: [], exec: undefined, unread: undefined, closed: undefined };
  const own = home === undefined ? undefined : join(home, '.ssh');
  const roots =
    named !== undefined
      ? [{ path: named, base: own }]
      : [
          ...(own === undefined ? [] : [{ path: join(own, 'config'), base: own }]),
          { path: join(SYSTEM, 'ssh_config'), base: SYSTEM },
        ];
  const texts: { path: string; text: string }[] = [];
  let exec: Origin | undefined;
  let [unread, closed]: (string | undefined)[] = [];
  const read = (path: string, base: string | undefined, depth: number): void => {
    if (depth > MOST_DEPTH || texts.length >= MOST_FILES) {
      unread ??= path;
      return;
    }
    const text = textOf(path);
    if (text === 'closed') closed ??= path;
    if (text === 'unread') unread ??= path;
    if (typeof text !== 'object') return;
    texts.push({ path, ...text });
    const facts = sshFileFacts(text.text);
    if (facts.execLine !== undefined) exec ??= { from: path, line: facts.execLine };
    for (const pattern of facts.includes) {
      const place = includePlace(pattern, home, base);
      if (place === undefined) unread ??= path;
      else for (const found of matching(place)) read(found, base, depth + 1);
    }
  };
  for (const { path, base } of roots) read(path, base, 0);
  return { texts, exec, unread, closed };
}

function textOf(path: string): { readonly text: string } | 'absent' | 'closed' | 'unread' {
  try {
    const text = readSmall(path, LONGEST);
    return text === undefined ? 'absent' : { text };
  } catch (error) {
    if (isDiskFailure(error)) return hasCode(error, 'permission') ? 'closed' : 'unread';
    throw error;
  }
}

/** Undefined for a pattern with tokens or variables, which only ssh can expand. */
function includePlace(
  pattern: string,
  home: string | undefined,
  base: string | undefined,
): string | undefined {
  if (/[%$]/.test(pattern)) return undefined;
  if (pattern.startsWith('~/')) return home === undefined ? undefined : join(home, pattern.slice(2));
  if (pattern.startsWith('~')) return undefined;
  if (isAbsolute(pattern)) return pattern;
  return base === undefined ? undefined : join(base, pattern);
}

function matching(pattern: string): readonly string[] {
  return /[*?[]/.test(pattern) ? globSync(pattern).toSorted() : [pattern];
}

/** The place of a setting among the files. */
export function sshOrigin({ texts }: SshFiles, keyword: string, value: string): Origin | undefined {
  for (const { path, text } of texts) {
    const line = sshSettingLine(text, keyword, value);
    if (line !== undefined) return { from: path, line };
  }
  return undefined;
}
