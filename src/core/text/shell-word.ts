/** A text as one word that a person can paste into a POSIX shell, quoted where it has to be. */
export function shellWord(text: string): string {
  return /^[\w./+:@%,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
