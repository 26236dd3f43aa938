/** The blanks of Go's unicode.IsSpace. */
const BLANKS: ReadonlySet<string> = new Set(
  '\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000',
);

/** Takes away what Go's bytes.TrimSpace takes away. JavaScript's trim leaves U+0085, and takes U+FEFF. */
export function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANKS.has(text.charAt(start))) start++;
  while (end > start && BLANKS.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The text without a byte order mark at its head, which editors of other systems write. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
