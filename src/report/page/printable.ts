import { HIDDEN, late, UNPRINTABLE, withoutHidden } from '../../core/text/hidden.ts';

const inLines = late(`\\u001b\\[\\d+m|${UNPRINTABLE}`);
/** The line feeds are those of the layout: `JSON.stringify` escapes all that stand in a text. */
const inJson = late(`(?!\\n)[${HIDDEN}]`);

/** Most texts are ASCII, and need no pattern of Unicode. */
const PLAIN_LINES = /^(?:[\n -~]|\u001b\[\d+m)*$/;
const PLAIN_JSON = /^[\n -~]*$/;

/**
 * Text from elsewhere – file names, server answers, pins – made safe to print: hidden characters appear as `\u{…}`. Tabs and
 * line feeds of gv's own layout are added afterwards.
 */
export function printable(text: string): string {
  return withoutHidden(text, shown);
}

/** Whole lines for a terminal, whose parts from elsewhere were made printable: only line feeds and colours stay as they are. */
export function printableLines(text: string): string {
  if (PLAIN_LINES.test(text)) return text;
  return text.replace(inLines(), (found) => (found === '\n' || found.length > 2 ? found : shown(found)));
}

/** Output of a program of the user's for a terminal: as `printableLines`, with blanks for tabs and a line feed for each end of line. */
export function printableOutput(text: string): string {
  return printableLines(text.replaceAll('\t', '    ').replaceAll(/\r\n?/g, '\n'));
}

/**
 * A value as JSON with hidden characters as `\uXXXX`: the same value for a program, and only letters on a terminal. In one line,
 * or with `indent` blanks a level; without a line feed at its end.
 */
export function jsonText(value: object, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent);
  if (PLAIN_JSON.test(json)) return json;
  return json.replace(inJson(), (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

function shown(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Characters of the longest message. gv's own messages with their paths are shorter; a longer one holds text of a user or a server. */
const LONGEST = 600;

/** A message short enough to read: its end is cut off. */
export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
