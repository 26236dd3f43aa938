import { withoutHidden } from '../text/hidden.ts';

/** How a shell reads a text in its strictest quotes; see `quotedFor`. */
export type QuotingRule = 'posix' | 'fish' | 'powershell';

/**
 * One word of a shell, whatever the text holds: nothing in it is expanded or run.
 *
 * POSIX (2.2.2) gives nothing between single quotes a meaning, so a quote is closed, escaped and opened again. fish knows
 * `\'` and `\\` between them. PowerShell takes a doubled quote for one, and takes the typographic quotes U+2018 to U+201B
 * for quotes too (about_Quoting_Rules).
 */
export function quotedFor(quoting: QuotingRule, text: string): string {
  switch (quoting) {
    case 'posix':
      return `'${text.replaceAll("'", "'\\''")}'`;
    case 'fish':
      return `'${text.replace(/['\\]/g, '\\$&')}'`;
    case 'powershell':
      return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
  }
}

/**
 * A text as one word that a person can paste into a POSIX shell, with quotes only where it needs them. What cannot be shown is
 * spelled out, so that the word is still the same text after it was made safe to print.
 */
export function shellWord(text: string): string {
  if (/^[\w./+:@%,=-]+$/.test(text)) return text;
  return withoutHidden(text, () => '') === text ? quotedFor('posix', text) : spelledOut(text);
}

/**
 * The output of printf(1), whose escapes fish reads as every POSIX shell does. A line feed at the end, which `$(…)` drops, needs
 * `$'…'` (POSIX.1-2024; not in dash and fish).
 */
function spelledOut(text: string): string {
  const signs = text.replace(/^-|['"\\!$`]/g, octal);
  const shown = withoutHidden(signs, octal);
  return text.endsWith('\n') ? `$'${shown}'` : `"$(printf '${shown.replaceAll('%', '%%')}')"`;
}

/** Three digits for each byte of UTF-8, so that a digit behind them belongs to none. */
function octal(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
}
