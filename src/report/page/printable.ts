/**
 * Text from elsewhere – file names, server answers, pins – made safe to print: control characters (C0, DEL, C1), which
 * could drive the terminal, and the bidirectional overrides, which could make a line read otherwise than it is
 * (CVE-2021-42574), appear as `\u{…}`. Tabs and line feeds of gv's own layout are added afterwards.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => {
      return `\\u{${character.charCodeAt(0).toString(16)}}`;
    },
  );
}

/** Enough for any message of gv's own with the paths in it; what is longer was typed, or sent, to be long. */
const LONGEST = 600;

/** A message short enough to read: its end is cut off. */
export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
