import { quotedFor } from '../../core/shells/quote.ts';
import { shellNamed, type ShellName } from '../../core/shells/shells.ts';

/** The settings for a shell: the directories that come first on PATH, the rest of PATH, and variables. */
export interface ShellEnvironment {
  /** gv's directories, in their order on PATH. */
  readonly first: readonly string[];
  /** The rest of PATH, without gv's directories. */
  readonly rest: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** Statements that set up an environment in a shell, one a line. They end in `;` where an unquoted `eval $(gv env)` needs one. */
export function environmentText(shell: ShellName, environment: ShellEnvironment): string {
  const { first, rest, variables } = environment;
  const quote = (text: string): string => quotedFor(shellNamed(shell).quoting, text);
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
        // An inherited GOROOT belongs to another toolchain.
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
