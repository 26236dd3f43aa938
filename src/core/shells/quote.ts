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

/** A text as one word that a person can paste into a POSIX shell, with quotes only where it needs them. */
export function shellWord(text: string): string {
  return /^[\w./+:@%,=-]+$/.test(text) ? text : quotedFor('posix', text);
}
