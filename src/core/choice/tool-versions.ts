/** asdf's `.tool-versions` as text: lines of `tool version…`, `#` comments, both names of the Go plugin. */
const GO_LINE = /^([ \t]*)(golang|go)([ \t]+)([^\s#]+)([^\r\n]*)$/;

/** The first version the file gives Go, with its line counted from 1; undefined when it has none. */
export function toolVersionsPin(text: string): { readonly asked: string; readonly line: number } | undefined {
  for (const [index, line] of text.split('\n').entries()) {
    const asked = GO_LINE.exec(line.replace(/\r$/, ''))?.[4];
    if (asked !== undefined) return { asked, line: index + 1 };
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
