import type { Output, World } from '../../world.ts';

/** Decorations for one output; each returns its text unchanged where colours are off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
}

export interface StyleOptions {
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** Colours where `areOn` says so and `--no-color` does not forbid them. */
export function styleFor(
  output: Output,
  env: World['env'],
  { color }: StyleOptions = { color: true },
): Style {
  const on = color && areOn(output, env);
  const sgr =
    (open: number, close: number) =>
    (text: string): string =>
      on ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { bold: sgr(1, 22), dim: sgr(2, 22), green: sgr(32, 39), yellow: sgr(33, 39), red: sgr(31, 39) };
}

/** NO_COLOR (no-color.org) comes before CLICOLOR_FORCE (bixense.com/clicolors), and CLICOLOR_FORCE before the kind of output. */
function areOn(output: Output, env: World['env']): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if (!['', '0'].includes(env['CLICOLOR_FORCE'] ?? '')) return true;
  return env['CLICOLOR'] !== '0' && env['TERM'] !== 'dumb' && output.isTerminal;
}
