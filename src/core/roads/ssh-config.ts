/** The plan of ssh for a host, from the output of `ssh -G`; the first value of a keyword counts. */
export interface SshPlan {
  readonly host: string;
  readonly port: number;
  /** Hosts of ProxyJump in order, without accounts. */
  readonly jumps: readonly string[];
  /** The program of ProxyCommand, without arguments, which may hold a password; undefined without one. */
  readonly command: string | undefined;
  /** Files of keys as ssh names them, some of which are only its guesses. Not to be shown. */
  readonly identityFiles: readonly string[];
  /** The socket of an agent; undefined for that of SSH_AUTH_SOCK, `none` for none. */
  readonly agent: string | undefined;
  /** The text behind ProxyJump or ProxyCommand, to find its line; not to be shown. */
  readonly written: { readonly keyword: 'proxyjump' | 'proxycommand'; readonly value: string } | undefined;
}

/** Reads the output of `ssh -G` (ssh_config(5)). */
export function parseSshPlan(text: string): SshPlan {
  const values = new Map<string, string>();
  const files: string[] = [];
  for (const line of text.split('\n')) {
    const [, keyword = '', value = ''] = /^([a-z0-9]+) (.*)$/.exec(line) ?? [];
    if (keyword === 'identityfile') files.push(value);
    else if (keyword !== '' && !values.has(keyword)) values.set(keyword, value);
  }
  const set = (keyword: string): string | undefined => {
    const value = values.get(keyword) ?? '';
    return value === '' || value.toLowerCase() === 'none' ? undefined : value;
  };
  const [jump, command] = [set('proxyjump'), set('proxycommand')];
  return {
    host: values.get('hostname') ?? '',
    port: Number(values.get('port') ?? 22),
    jumps: (jump ?? '').split(',').flatMap((hop) => (hop.trim() === '' ? [] : [jumpHost(hop.trim())])),
    command: command === undefined ? undefined : commandName(command),
    identityFiles: files,
    agent: values.get('identityagent'),
    written:
      jump !== undefined
        ? { keyword: 'proxyjump', value: jump }
        : command === undefined
          ? undefined
          : { keyword: 'proxycommand', value: command },
  };
}

/** `bastion:2222` of `you@bastion:2222` and of `ssh://you@bastion:2222`. */
function jumpHost(hop: string): string {
  return plainHop(hop).replace(/^.*@/s, '');
}

/** `ssh -G` writes an address in brackets, and no scheme. */
function plainHop(hop: string): string {
  return hop.replace(/^ssh:\/\//i, '').replace(/\[([^\]:]*)\]/, '$1');
}

function commandName(command: string): string {
  const [word = ''] = command.replace(/^exec\s+/, '').split(/\s+/);
  const name = word.replace(/^.*\//s, '');
  return /^[\w.+-]{1,60}$/.test(name) ? name : 'a shell command';
}

const LINE = /^\s*"?([a-z0-9]+)"?(?:\s*=\s*|\s+)(.*?)\s*$/i;

/** The line, counted from 1, that sets a keyword to a value; the first, as in ssh. Undefined where no line does. */
export function sshSettingLine(text: string, keyword: string, value: string): number | undefined {
  const at = text.split('\n').findIndex((line) => {
    const [, word = '', rest = ''] = LINE.exec(line) ?? [];
    return word.toLowerCase() === keyword && plainHop(rest.replace(/^"(.*)"$/, '$1')) === plainHop(value);
  });
  return at < 0 ? undefined : at + 1;
}

/** The parts of a configuration file of ssh that decide whether `ssh -G` may be run: the files that it includes, and the line of a command that ssh would run to know whether a part counts. */
export interface SshFileFacts {
  /** Patterns as written, in order. */
  readonly includes: readonly string[];
  readonly execLine: number | undefined;
}

/** Reads a configuration file of ssh for `Include` and for `Match exec` (ssh_config(5)). */
export function sshFileFacts(text: string): SshFileFacts {
  const includes: string[] = [];
  let execLine: number | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, word = '', rest = ''] = LINE.exec(line) ?? [];
    if (word.toLowerCase() === 'include') includes.push(...wordsOf(rest));
    // Anything that may be this criterion counts, in whatever quotes it stands.
    if (word.toLowerCase() === 'match' && /exec/i.test(rest)) execLine ??= index + 1;
  }
  return { includes, execLine };
}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
