/** The words of a command for ssh; undefined for one that only a shell can read. */
export type SshWords = readonly [string, ...string[]] | undefined;

/**
 * Reads GIT_SSH_COMMAND or core.sshCommand, which git gives to `sh` (git-config, core.sshCommand): words, of which quoted parts are
 * kept as they are, and a `~/` at the beginning of a word, which stands for `home`. Undefined where the shell would do more: expand,
 * run, redirect.
 */
export function sshWords(command: string, home: string | undefined): SshWords {
  const words: string[] = [];
  let rest = command.trim();
  while (rest !== '') {
    let word = '';
    const start = /^~\//.exec(rest);
    if (start !== null) {
      if (home === undefined) return undefined;
      [word, rest] = [`${home}/`, rest.slice(2)];
    }
    for (let part = PART.exec(rest); part !== null; part = PART.exec(rest)) {
      word += part[1] ?? part[2] ?? part[3] ?? part[4] ?? '';
      rest = rest.slice(part[0].length);
    }
    if (rest !== '' && !/^\s/.test(rest)) return undefined;
    words.push(word);
    rest = rest.trimStart();
  }
  const [program, ...args] = words;
  return program === undefined || program === '' ? undefined : [program, ...args];
}

const PART = /^(?:'([^']*)'|"([^"\\$`]*)"|\\([^\n])|([^\s'"\\$`|&;<>()*?[\]#~{}!]+))/;

/** The arguments of OpenSSH's ssh that take a value of their own (ssh(1), SYNOPSIS). */
const WITH_VALUE = /^-[1246AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOopQRSWw]$/;

/** The configuration file that `-F` names among the options of ssh; undefined without one. */
export function configFileOf(args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const joined = /^-[1246AaCfGgKkMNnqsTtVvXxYy]*F(.+)$/.exec(arg)?.[1];
    if (joined !== undefined) return joined;
    if (!WITH_VALUE.test(arg)) continue;
    if (arg.endsWith('F')) return args[at + 1];
    at += 1;
  }
  return undefined;
}
