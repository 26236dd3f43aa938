/** A line of a text, counted from 1. */
interface Line {
  readonly text: string;
}

/** The last line that sets a variable for the shell's children: `export X=`, `typeset -x X=`, `X=`, `set -gx X`. Undefined where no line does. */
export function exportOf<T extends Line>(lines: readonly T[], name: string): T | undefined {
  const form = new RegExp(
    `^\\s*(?:(?:export|(?:typeset|declare)\\s+-\\w*x\\w*)\\s+(?:\\w+=\\S*\\s+)*)?${name}=|^\\s*set\\s+(?:-\\w+\\s+)*${name}\\b`,
  );
  return lines.findLast(({ text }) => form.test(text));
}
