import type { Output, World } from '../../world.ts';
import { styleFor, type Style, type StyleOptions } from './style.ts';

/** The width, signs and colours of an output. */
export interface Page {
  readonly style: Style;
  /** Cells of a line; undefined where the text goes to a program or a file, which has no width. */
  readonly width: number | undefined;
}

export function pageOf(output: Output, env: World['env'], options: StyleOptions): Page {
  return {
    style: styleFor(output, env, options),
    get width() {
      return output.isTerminal ? output.columns : undefined;
    },
  };
}

/** gv's own signs and their replacements where only ASCII can be shown. */
const PLAIN: Readonly<Record<string, string>> = { '…': '...', '–': '-', '✓': '+' };

/** True where the locale says that text is UTF-8; the first variable that is set counts (POSIX, Base Definitions 8.2). */
export function isUnicode(env: World['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '');
  return /utf-?8/i.test(locale ?? '');
}

/** gv's text for this locale. Names from elsewhere keep their bytes, as the user must type them. */
export function localText(text: string, env: World['env']): string {
  return isUnicode(env) ? text : text.replace(/[…–✓]/g, (sign) => PLAIN[sign] ?? sign);
}
