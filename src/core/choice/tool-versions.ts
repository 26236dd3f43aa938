import { trimBlanks, withoutMark } from '../text/blanks.ts';

/**
 * asdf's `.tool-versions` as text: lines of `tool version…`, `#` comments, both names of the Go plugin. The first line may have a
 * byte order mark, which has three characters in a text with a character for each byte.
 */
const GO_LINE = /^((?:\uFEFF|\u00EF\u00BB\u00BF)?[ \t\v\f]*)(golang|go)([ \t\v\f]+)([^\s#]+)([^\r\n]*)$/;

/** The first version that the file's first line for Go names, with that line counted from 1; undefined when it names none. */
export function toolVersionsPin(text: string): { readonly asked: string; readonly line: number } | undefined {
  for (const [index, line] of withoutMark(text).split('\n').entries()) {
    const [key, asked] = trimBlanks(line.replace(/#.*$/s, '')).split(/[\t-\r ]+/);
    if (key !== 'golang' && key !== 'go') continue;
    return asked === undefined ? undefined : { asked, line: index + 1 };
  }
  return undefined;
}

/** Sets Go's version and leaves every other byte as it was: comments, order, line ends, a missing final newline. */
export function setToolVersion(text: string, version: string): string {
  let done = false;
  const lines = text.split('\n').map((line) => {
    const [body, end] = line.endsWith('\r') ? [line.slice(0, -1), '\r'] : [line, ''];
    const match = done ? null : GO_LINE.exec(body);
    if (match === null) return line;
    done = true;
    const comment = /[ \t]*#.*$/.exec(match[5] ?? '')?.[0] ?? '';
    return `${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ' '}${version}${comment}${end}`;
  });
  if (done) return lines.join('\n');
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${separator}golang ${version}\n`;
}

/** Takes Go's lines out and leaves the others. */
export function unsetToolVersion(text: string): string {
  return text
    .split('\n')
    .filter((line) => !GO_LINE.test(line.replace(/\r$/, '')))
    .join('\n');
}
