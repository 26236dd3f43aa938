/** Bytes of an open line that are kept; the rest of a longer line is passed over. */
const LONGEST = 8192;

/** Cuts text that comes in parts into lines. */
export interface LineReader {
  /** The lines that end in this part. */
  add(part: Uint8Array): readonly string[];
  /** The last line, where none ended it. */
  rest(): readonly string[];
}

/** A line that never ends takes no more memory than its beginning. */
export function lineReader(): LineReader {
  const decoder = new TextDecoder();
  let open = '';
  return {
    add(part) {
      const [first = '', ...more] = decoder.decode(part, { stream: true }).split('\n');
      const lines = [`${open}${first}`.slice(0, LONGEST), ...more];
      open = lines.pop() ?? '';
      open = open.slice(0, LONGEST);
      return lines;
    },
    rest() {
      const last = open;
      open = '';
      return last === '' ? [] : [last];
    },
  };
}
