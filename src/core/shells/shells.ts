import type { QuotingRule } from './quote.ts';

/** Start-up files of a shell, below one directory. */
export interface StartUp {
  /** The home directory, the one that ZDOTDIR names, or `fish` in the one that XDG_CONFIG_HOME names. */
  readonly below: 'home' | 'zdotdir' | 'fish';
  /** The files that the shell reads, in its order. `*` stands for any name. */
  readonly reads: readonly string[];
  /** The files to which install.sh adds gv's line. Of an inner list, the first that is there, else the last. */
  readonly writes: readonly (string | readonly string[])[];
  /** The one for what a person sets in an interactive shell. */
  readonly interactive: string;
}

/** A shell as gv knows it. */
export interface ShellRow {
  readonly name: string;
  readonly quoting: QuotingRule;
  /** Other names that `gv init` takes. */
  readonly aliases: readonly string[];
  /** Undefined where gv writes no start-up file. */
  readonly startUp: StartUp | undefined;
  /** Whether a hook runs before each prompt; `gv init --direct` needs one. */
  readonly hook: boolean;
  /** The file in completions/. */
  readonly completion: string | undefined;
  /** Whether `gv init` prints what sets it up. */
  readonly init: boolean;
}

/**
 * Every shell that gv speaks; `gv env` speaks all of them. The launcher, install.sh and the hooks cannot read this table:
 * test/shell/shells-table.test.ts compares them with it.
 */
export const SHELLS = [
  {
    name: 'sh',
    quoting: 'posix',
    aliases: ['dash', 'ksh'],
    startUp: { below: 'home', reads: ['.profile'], writes: ['.profile'], interactive: '.profile' },
    hook: false,
    completion: undefined,
    init: true,
  },
  {
    name: 'bash',
    quoting: 'posix',
    aliases: [],
    startUp: {
      below: 'home',
      reads: ['.bashrc', '.bash_aliases', '.bash_profile', '.bash_login', '.profile'],
      // An interactive bash reads .bashrc, a login bash only the first of the others.
      writes: ['.bashrc', ['.bash_profile', '.bash_login', '.profile']],
      interactive: '.bashrc',
    },
    hook: true,
    completion: 'gv.bash',
    init: true,
  },
  {
    name: 'zsh',
    quoting: 'posix',
    aliases: [],
    startUp: {
      below: 'zdotdir',
      reads: ['.zshenv', '.zprofile', '.zshrc', '.zlogin'],
      // An interactive zsh reads .zshrc, one that an editor starts .zprofile.
      writes: ['.zshrc', '.zprofile'],
      interactive: '.zshrc',
    },
    hook: true,
    completion: '_gv',
    init: true,
  },
  {
    name: 'fish',
    quoting: 'fish',
    aliases: [],
    startUp: {
      below: 'fish',
      reads: ['config.fish', 'conf.d/*.fish', 'functions/go.fish'],
      writes: ['conf.d/gv.fish'],
      interactive: 'config.fish',
    },
    hook: true,
    completion: 'gv.fish',
    init: true,
  },
  {
    // bash, with the functions of direnv's own library.
    name: 'direnv',
    quoting: 'posix',
    aliases: [],
    startUp: undefined,
    hook: false,
    completion: undefined,
    init: true,
  },
  {
    name: 'powershell',
    quoting: 'powershell',
    aliases: [],
    startUp: undefined,
    hook: false,
    completion: undefined,
    init: false,
  },
] as const satisfies readonly ShellRow[];

export type ShellName = (typeof SHELLS)[number]['name'];

/** The row of a shell. */
export function shellNamed(name: ShellName): ShellRow;
/** The row of the shell that has this name or alias; undefined when gv does not know it. */
export function shellNamed(name: string): ShellRow | undefined;
export function shellNamed(name: string): ShellRow | undefined {
  const rows: readonly ShellRow[] = SHELLS;
  return rows.find((row) => row.name === name || row.aliases.includes(name));
}
