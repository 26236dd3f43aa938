import {
  gitSettingLine,
  type GitSetting,
  parseGitSettings,
  parseUrlMatch,
} from '../../core/roads/git-settings.ts';
import type { Origin, Unread } from '../../core/roads/road.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import type { GitReader } from './git.ts';

/** git's configuration as far as it bears on the way to a repository, from every scope but a repository's. */
export interface GitConfiguration {
  readonly settings: readonly GitSetting[];
  /** False for a git that does not end, or cannot be run: no further question is worth its time. */
  readonly answers: boolean;
  readonly unread: readonly Unread[];
}

const SECTIONS =
  '^(url\\..*\\.(insteadof|pushinsteadof)|http\\..*|credential\\..*|core\\.sshcommand|ssh\\..*)$';

/** Reads all settings that decide the way to a repository. */
export async function gitConfiguration(git: GitReader): Promise<GitConfiguration> {
  const reading = await git.read(['config', '-z', '--show-scope', '--show-origin', '--get-regexp', SECTIONS]);
  if ('text' in reading) return { settings: parseGitSettings(reading.text), answers: true, unread: [] };
  // git ends with 1 where no setting matches.
  if (reading.code === 1) return { settings: [], answers: true, unread: [] };
  const unread = [{ what: "git's configuration", why: `git config ${reading.why}` }];
  return { settings: [], answers: reading.code !== undefined, unread };
}

/** The answers of git about one address. */
export interface AddressFacts {
  /** The address after insteadOf. May hold a password. */
  readonly url: string;
  /** The http settings that count for the address that git uses. May hold credentials. */
  readonly http: ReadonlyMap<string, string>;
  readonly unread: readonly Unread[];
}

/** Asks git which address it would use in place of this one, and by which http settings; git connects to nothing. */
export async function addressFacts(git: GitReader, url: string): Promise<AddressFacts> {
  const got = await git.read(['ls-remote', '--get-url', '--', url]);
  if (!('text' in got))
    return {
      url,
      http: new Map(),
      unread: [{ what: 'url.insteadOf', why: `git ls-remote --get-url ${got.why}` }],
    };
  const used = got.text.replace(/\n$/, '');
  if (!/^https?:\/\//i.test(used)) return { url: used, http: new Map(), unread: [] };
  const matched = await git.read(['config', '-z', '--get-urlmatch', 'http', withoutLogin(used)]);
  if ('text' in matched) return { url: used, http: parseUrlMatch(matched.text), unread: [] };
  const unread = matched.code === 1 ? [] : [{ what: 'http.proxy', why: `git config ${matched.why}` }];
  return { url: used, http: new Map(), unread };
}

/** A password is not given to a program as an argument, which every account can read. */
function withoutLogin(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  [parsed.username, parsed.password] = ['', ''];
  return parsed.href;
}

/** The bytes of a configuration file in which gv looks for a line. */
const LONGEST = 1024 * 1024;

/** The place of a setting: its file with the line, where that one can be read. */
export function originOf(setting: GitSetting): Origin {
  if (setting.file === undefined) return { from: 'the environment' };
  const line = gitSettingLine(readSmallOrNothing(setting.file, LONGEST) ?? '', setting);
  return line === undefined ? { from: setting.file } : { from: setting.file, line };
}
