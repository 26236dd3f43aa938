import { GvError } from '../../errors.ts';
import { type FileFormatRow, FORMATS, formatNamed } from './formats.ts';
import { SHELLS, type ShellName } from './shells.ts';

/** The options of `gv env` that say where its output goes. */
export interface EnvTargetOptions {
  readonly format: string | undefined;
  readonly shell: string | undefined;
  readonly github: boolean;
  readonly write: string | undefined;
  readonly check: string | undefined;
}

/** The reader of what `gv env` prints, or the file that it writes or compares. */
export type EnvTarget =
  | { readonly kind: 'shell'; readonly shell: ShellName }
  | { readonly kind: 'github' }
  | { readonly kind: 'json' }
  | { readonly kind: 'text'; readonly format: FileFormatRow }
  | { readonly kind: 'write' | 'check'; readonly format: FileFormatRow; readonly file: string };

/** Chooses the target by `--format`, by its older spellings `--shell` and `--github`, and by `--write` or `--check`. Fails with `usage`. */
export function envTarget(options: EnvTargetOptions): EnvTarget {
  const { format, shell, github, write, check } = options;
  if (format !== undefined && (shell !== undefined || github))
    throw new GvError('usage', '--format, --shell and --github exclude each other');
  if (write !== undefined && check !== undefined)
    throw new GvError('usage', '--write and --check exclude each other');
  const target = github ? ({ kind: 'github' } as const) : namedTarget(format, shell ?? 'sh');
  const [kind, file] = write === undefined ? (['check', check] as const) : (['write', write] as const);
  if (file === undefined) return target;
  if (target.kind === 'text') return { kind, format: target.format, file };
  throw new GvError('usage', `--${kind} is for a format that is a file`, {
    hint: `Those are ${FORMATS.map(({ name }) => name).join(', ')}.`,
  });
}

function namedTarget(format: string | undefined, shell: string): EnvTarget {
  return format === undefined ? shellTarget(shell) : formatTarget(format);
}

function shellTarget(name: string): EnvTarget {
  const shell = SHELLS.find((row) => row.name === name);
  if (shell !== undefined) return { kind: 'shell', shell: shell.name };
  throw new GvError('usage', `gv env has no output for the shell ${name}`, {
    hint: `The shells are ${SHELLS.map((row) => row.name).join(', ')}.`,
  });
}

function formatTarget(name: string): EnvTarget {
  if (name === 'github' || name === 'json') return { kind: name };
  const shell = SHELLS.find((row) => row.name === name);
  if (shell !== undefined) return { kind: 'shell', shell: shell.name };
  const format = formatNamed(name);
  if (format !== undefined) return { kind: 'text', format };
  throw new GvError('usage', `gv env has no format ${name}`, {
    hint: `The formats are ${FORMAT_NAMES.join(', ')}.`,
  });
}

/** Every name that `--format` takes; aliases apart. */
export const FORMAT_NAMES: readonly string[] = [
  ...SHELLS.map(({ name }) => name),
  'github',
  ...FORMATS.map(({ name }) => name),
  'json',
];
