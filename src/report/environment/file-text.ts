import { join } from 'node:path';
import type { FileFormat } from '../../core/shells/formats.ts';
import { quotedFor } from '../../core/shells/quote.ts';
import { GvError } from '../../errors.ts';
import { jsonText } from '../page/printable.ts';
import { refusalOf } from './refusals.ts';

/** The settings for a system that reads a file: directories for PATH, which that system has already, and variables. */
export interface FileEnvironment {
  /** gv's directories, in their order on PATH. */
  readonly first: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** The home directory, for formats that expand `$HOME`. */
  readonly home: string | undefined;
}

/**
 * PATH for a file that cannot refer to the PATH before it: the default of systemd (systemd.exec(5)). The PATH of this shell
 * would make the file another one in each shell.
 */
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The lines for a file of this format, in its own quoting rules. Fails with `usage` for a value that the format cannot say, or
 * that its reader would take for another one.
 */
export function fileLines(format: FileFormat, environment: FileEnvironment): readonly string[] {
  const { first, variables } = environment;
  const values = [...(format === 'dotenv' ? [] : first), ...variables.map(([, value]) => value)];
  for (const value of values) refuse(format, value, refusalOf(format, value));
  switch (format) {
    case 'dotenv':
      return dotenvLines(environment);
    case 'docker':
      return [
        `ENV ${[`PATH="${docker(first.join(':'))}:$PATH"`, ...assignments(variables, docker)].join(' ')}`,
      ];
    case 'systemd':
      return [
        '[Service]',
        ...[['PATH', withSystem(first)] as const, ...variables].map(
          ([name, value]) => `Environment="${name}=${systemd(value)}"`,
        ),
      ];
    case 'environment.d':
      return environmentDLines(environment);
    case 'profile':
      return profileLines(environment);
    case 'cron':
      return [['PATH', withSystem(first)] as const, ...variables].map(cronLine);
    case 'vscode':
      return jsonText(vscodeSettings(environment), 2).split('\n');
  }
}

/** Settings of the Go extension of VS Code. The extension puts the bin directory of the GOROOT that this go names on the PATH of its tools. */
export function vscodeSettings({
  first,
  variables,
}: FileEnvironment): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    'go.alternateTools': { go: join(first[0] ?? '', 'go') },
    ...(variables.length === 0 ? {} : { 'go.toolsEnvVars': Object.fromEntries(variables) }),
  };
}

function refuse(format: FileFormat, value: string, why: string | undefined): void {
  if (why === undefined) return;
  throw new GvError('usage', `${value} cannot stand in the format ${format}: ${why}`, {
    hint: 'gv env --json has every value as it is.',
  });
}

function assignments(
  variables: FileEnvironment['variables'],
  quoted: (text: string) => string,
): readonly string[] {
  return variables.map(([name, value]) => `${name}="${quoted(value)}"`);
}

function withSystem(first: readonly string[]): string {
  return [...first, SYSTEM_PATH].join(':');
}

/** A line takes the rest of the line for the value; GitLab would set PATH for the runner's own commands too. */
function dotenvLines({ variables }: FileEnvironment): readonly string[] {
  if (variables.length > 0) return variables.map(([name, value]) => `${name}=${value}`);
  throw new GvError(
    'usage',
    'the format dotenv leaves PATH out, so without a version there is nothing to print',
    {
      hint: 'Name a version: gv env --format dotenv 1.22',
    },
  );
}

/** Between double quotes a backslash escapes these three, and a dollar names a variable (BuildKit, shell/lex.go). */
function docker(text: string): string {
  return text.replace(/["$\\]/g, '\\$&');
}

/** C escapes between double quotes; `%` begins a specifier, and `$` means nothing in Environment= (systemd.exec(5), systemd.unit(5)). */
function systemd(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replaceAll('%', '%%');
}

/** `$$` is a dollar also between quotes, where `\$` would still begin the name of a variable (environment.d(5)). */
function environmentD(text: string): string {
  return text.replace(/["\\`]/g, '\\$&').replaceAll('$', '$$$$');
}

/** The whole value stands between one pair of quotes, as quotes have their meaning only at its beginning. */
function environmentDLines({ first, variables, home }: FileEnvironment): readonly string[] {
  const inHome = (text: string): string =>
    home !== undefined && home !== '/' && text.startsWith(`${home}/`)
      ? `$HOME${environmentD(text.slice(home.length))}`
      : environmentD(text);
  // An empty entry of PATH would mean the current directory.
  const path = [...first.map(inHome), `\${PATH:-${SYSTEM_PATH}}`].join(':');
  return [`PATH="${path}"`, ...assignments(variables, inHome)];
}

function profileLines({ first, variables }: FileEnvironment): readonly string[] {
  const path = quotedFor('posix', first.join(':'));
  return [
    '# For /etc/profile.d/gv.sh or ~/.profile, which login shells read: ssh, su -, bash -l, the start of a desktop session.',
    '# An interactive bash that is no login shell, bash -c, sh -c, make, cron and services do not read it.',
    'case ":${PATH-}:" in',
    `*:${path}:*) ;;`,
    `*) PATH=${path}"\${PATH:+:$PATH}" ;;`,
    'esac',
    'export PATH',
    ...variables.map(([name, value]) => `export ${name}=${quotedFor('posix', value)}`),
  ];
}

/** The quotes at both ends go, and everything between them stays as it is, except blanks at its end (crontab(5), load_env of cron). */
function cronLine([name, value]: readonly [string, string]): string {
  const line = value.includes('"') ? `${name}='${value}'` : `${name}="${value}"`;
  refuse('cron', value, cronRefusal(value, line));
  return line;
}

function cronRefusal(value: string, line: string): string | undefined {
  if (value.includes('"') && value.includes("'")) return 'both kinds of quotes are in it';
  if (/\s$/.test(value)) return 'cron drops the blanks at its end';
  if (Buffer.byteLength(line) > CRON_LINE) return `a line has at most ${CRON_LINE} bytes`;
  return undefined;
}

/** MAX_ENVSTR of cron, less its end. */
const CRON_LINE = 998;
