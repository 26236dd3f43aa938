/** Characters that are kept of a line: a program may write without an end of line. */
const LONGEST = 16 * 1024;

/** Cuts text that comes in parts into lines, and keeps nothing but the open one. */
export interface LineSplitter {
  /** Bytes are UTF-8, which may be cut within a character. */
  add(part: string | Uint8Array): void;
  /** Takes what stands behind the last end of line. */
  end(): void;
}

/** Hands on each line without its end, and without a carriage return; of a long line the first 16 384 characters. */
export function lineSplitter(take: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let begun = '';
  const hand = (line: string): void => take(line.endsWith('\r') ? line.slice(0, -1) : line);
  const add = (text: string): void => {
    const parts = text.split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      hand(cut(begun + part));
      begun = '';
    }
    begun = cut(begun + last);
  };
  return {
    add: (part) => add(typeof part === 'string' ? part : decoder.decode(part, { stream: true })),
    end() {
      add(decoder.decode());
      if (begun !== '') hand(begun);
      begun = '';
    },
  };
}

function cut(line: string): string {
  return line.slice(0, LONGEST);
}
