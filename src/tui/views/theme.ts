import type { World } from '../../world.ts';

export type Role = 'good' | 'bad' | 'warn' | 'accent';

/** Colours of the terminal's own palette, which its owner has made readable on light and dark; meaning never rests on colour alone. */
const COLORS = { good: 'green', bad: 'red', warn: 'yellow', accent: 'cyan' } as const;

const UNICODE = {
  cursor: '▸',
  here: '●',
  installed: '✓',
  marked: '◆',
  full: '█',
  empty: '░',
  running: '…',
  failed: '✗',
  rule: '─',
  bar: '│',
  dot: '·',
} as const;

const ASCII: Readonly<Record<keyof typeof UNICODE, string>> = {
  cursor: '>',
  here: '*',
  installed: '+',
  marked: '#',
  full: '#',
  empty: '.',
  running: '~',
  failed: '!',
  rule: '-',
  bar: '|',
  dot: '-',
};

export interface Theme {
  /** True when only ASCII may be drawn. */
  readonly ascii: boolean;
  readonly symbols: Readonly<Record<keyof typeof UNICODE, string>>;
  /** The colour of a role, in the form of Text's property; none where colours are off. */
  color(role: Role): { readonly color?: string };
}

/** Unicode where the locale has it (POSIX: LC_ALL before LC_CTYPE before LANG), colours unless NO_COLOR (no-color.org) is set. */
export function themeFor(env: World['env']): Theme {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '') ?? '';
  const plain = (env['NO_COLOR'] ?? '') !== '';
  const ascii = !/utf-?8/i.test(locale);
  return {
    ascii,
    symbols: ascii ? ASCII : UNICODE,
    color: (role) => (plain ? {} : { color: COLORS[role] }),
  };
}
