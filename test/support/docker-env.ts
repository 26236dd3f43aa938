/**
 * The variables that an ENV line of a Dockerfile sets, by the rules of BuildKit (frontend/dockerfile/parser and shell/lex.go):
 * words end at blanks outside quotes; between double quotes a backslash escapes `"`, `$` and itself; `$NAME` is a variable as it
 * was before the line. Throws for all that this reader does not know.
 */
export function dockerEnvironment(
  line: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (/[\r\n]/.test(line)) throw new Error('a line end ends the instruction');
  const found: Record<string, string> = {};
  let rest = line.replace(/^ENV /, '');
  if (rest === line) throw new Error('no ENV');
  while (rest !== '') {
    const [word, name = '', body = ''] = /^(\w+)="((?:[^"\\]|\\[\s\S])*)"(?= |$)/.exec(rest) ?? [];
    if (word === undefined) throw new Error(`not NAME="VALUE": ${rest}`);
    found[name] = body.replaceAll(/\\(["$\\])|\$(\w+)|\$/g, (part, escaped?: string, variable?: string) => {
      if (escaped !== undefined) return escaped;
      if (variable === undefined) throw new Error(`a dollar without a name: ${part}`);
      return before[variable] ?? '';
    });
    rest = rest.slice(word.length).trimStart();
  }
  return found;
}
