/** A part of a file that gv wrote into it, between two comments: the rest of the file belongs to its user. */
export interface BlockMarks {
  /** The first and the last line, without line ends. */
  readonly begin: string;
  readonly end: string;
}

/** The file with the blocks in it; undefined where a block has a beginning and no end. */
export interface BlockedText {
  /** The lines of each block, without the marks. */
  readonly blocks: readonly (readonly string[])[];
  /** The text with other lines in every block. */
  readonly replaced: (lines: readonly string[]) => string;
}

/** Finds the blocks of these marks. A line may end in CR LF; the lines that gv writes end in LF. */
export function blocksIn(text: string, { begin, end }: BlockMarks): BlockedText | undefined {
  const lines = text.split('\n');
  const bare = lines.map((line) => line.replace(/\r$/, ''));
  const spans: { readonly from: number; readonly to: number }[] = [];
  for (let from = bare.indexOf(begin); from !== -1; from = bare.indexOf(begin, from + 1)) {
    const to = bare.indexOf(end, from);
    if (to === -1) return undefined;
    spans.push({ from, to });
  }
  return {
    blocks: spans.map(({ from, to }) => bare.slice(from + 1, to)),
    replaced: (wanted) =>
      spans
        .toReversed()
        .reduce((all, { from, to }) => all.toSpliced(from, to - from + 1, begin, ...wanted, end), lines)
        .join('\n'),
  };
}

/** A block of these lines as text. */
export function blockOf({ begin, end }: BlockMarks, lines: readonly string[]): string {
  return `${[begin, ...lines, end].join('\n')}\n`;
}
