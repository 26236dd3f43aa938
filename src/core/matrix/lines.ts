/** Longer lines are cut: a child may write without an end of line. */
const LONGEST = 16 * 1024;

/** Cuts a stream of text into lines. */
export interface LineSplitter {
  add(text: string): void;
  /** Takes what stands behind the last end of line. */
  end(): void;
}

/** Hands on each line without its end, and without a carriage return; of a long line the first 16 384 characters. */
export function lineSplitter(take: (line: string) => void): LineSplitter {
  let begun = '';
  const hand = (line: string): void => take(line.endsWith('\r') ? line.slice(0, -1) : line);
  return {
    add(text) {
      const parts = text.split('\n');
      const last = parts.pop() ?? '';
      for (const part of parts) {
        hand(cut(begun + part));
        begun = '';
      }
      begun = cut(begun + last);
    },
    end() {
      if (begun !== '') hand(begun);
      begun = '';
    },
  };
}

function cut(line: string): string {
  return line.slice(0, LONGEST);
}
