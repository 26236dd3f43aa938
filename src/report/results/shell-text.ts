/** The shells that `gv env` speaks. bash, zsh and sh read the same text; direnv's is bash with its own functions. */
export const ENV_SHELLS = ['sh', 'bash', 'zsh', 'fish', 'direnv', 'powershell'] as const;

export type EnvShell = (typeof ENV_SHELLS)[number];

/** What a shell is told: the directories that come first on PATH, what follows them, and variables. */
export interface ShellEnvironment {
  /** Directories of gv's, first one first. */
  readonly first: readonly string[];
  /** The rest of PATH as it is, without those. */
  readonly rest: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/**
 * One word of a shell, whatever the text holds: nothing in it is expanded or run. Each shell's strictest quotes are used.
 *
 * POSIX (2.2.2) gives nothing between single quotes a meaning, so a quote is closed, escaped and opened again. fish knows
 * `\'` and `\\` between them. PowerShell takes a doubled quote for one, and takes the typographic ones U+2018 to U+201B for
 * quotes too (about_Quoting_Rules).
 */
export function quoteFor(shell: EnvShell, text: string): string {
  switch (shell) {
    case 'sh':
    case 'bash':
    case 'zsh':
    case 'direnv':
      return `'${text.replaceAll("'", "'\\''")}'`;
    case 'fish':
      return `'${text.replace(/['\\]/g, '\\$&')}'`;
    case 'powershell':
      return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
  }
}

/** Statements that set up an environment in a shell, one a line. They end in `;` where an unquoted `eval $(gv env)` needs it. */
export function environmentText(shell: EnvShell, environment: ShellEnvironment): string {
  const { first, rest, variables } = environment;
  const quote = (text: string): string => quoteFor(shell, text);
  const path = quote([...first, ...rest].join(':'));
  switch (shell) {
    case 'sh':
    case 'bash':
    case 'zsh':
      return lines([
        `export PATH=${path};`,
        ...variables.map(([name, value]) => `export ${name}=${quote(value)};`),
      ]);
    case 'fish':
      return lines([
        `set -gx PATH ${[...first, ...rest].map(quote).join(' ')};`,
        ...variables.map(([name, value]) => `set -gx ${name} ${quote(value)};`),
      ]);
    case 'direnv':
      return lines([
        // The pins of the project: direnv asks again when they change.
        'watch_file .go-version .tool-versions;',
        ...first.toReversed().map((directory) => `PATH_add ${quote(directory)};`),
        ...variables.map(([name, value]) => `export ${name}=${quote(value)};`),
        // One that was inherited belongs to another toolchain.
        ...(variables.some(([name]) => name === 'GOROOT') ? [] : ['unset GOROOT;']),
      ]);
    case 'powershell':
      return lines([
        `$env:PATH = ${path}`,
        ...variables.map(([name, value]) => `$env:${name} = ${quote(value)}`),
      ]);
  }
}

function lines(statements: readonly string[]): string {
  return statements.map((statement) => `${statement}\n`).join('');
}
