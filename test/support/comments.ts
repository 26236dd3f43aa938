/** A comment of a source file, its lines joined by a blank, without the marks around it. */
export interface Comment {
  /** The line it begins on, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** Marks of one line of a comment: TypeScript's, or a shell's. */
const TYPESCRIPT = /^\s*(?:\/\/|\/\*\*?|\*)\s?(.*?)(?:\s*\*\/)?$/;
const SHELL = /^\s*#(?!!)\s?(.*)$/;
/** A comment behind code on its line. */
const BEHIND = { typescript: /\S.*\s\/\/\s(.*)$/, shell: /\S.*\s#\s(.*)$/ };

/** The comments of a TypeScript or shell text. Lines of `//` or `#` that follow each other are one comment, and so is a block. */
export function commentsOf(text: string, language: 'typescript' | 'shell'): readonly Comment[] {
  const mark = language === 'shell' ? SHELL : TYPESCRIPT;
  const comments: { line: number; text: string }[] = [];
  let last: { line: number; text: string } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const own = mark.exec(line)?.[1];
    const isNew = /^\s*\/\*/.test(line);
    if (own !== undefined && last !== undefined && !isNew) {
      last.text = `${last.text} ${own}`.trim();
      continue;
    }
    const found = own ?? BEHIND[language].exec(line)?.[1];
    last = found === undefined ? undefined : { line: index + 1, text: found };
    if (last !== undefined) comments.push(last);
    if (own === undefined) last = undefined;
  }
  return comments;
}
