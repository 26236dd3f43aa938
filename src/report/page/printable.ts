/**
 * Characters that drive a terminal or are drawn as nothing, so that a text reads otherwise than it is: control characters
 * (C0, DEL, C1), separators of lines and paragraphs, half surrogates, and all that Unicode draws as nothing (UAX #44,
 * Default_Ignorable_Code_Point): marks of direction (CVE-2021-42574), no width, fillers, tags, invisible operators. Marks of
 * annotations (U+FFF9 to U+FFFB) are drawn as nothing too, without that property.
 */
const HIDDEN = '\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u{FFF9}-\\u{FFFB}';

/**
 * A variation selector behind a visible character chooses its shape and is a part of names (a red heart, Japanese names); it
 * hides nothing. Several of them, or one behind a blank, can carry hidden text.
 */
const SELECTOR = '\\p{Variation_Selector}';
const UNPRINTABLE = `(?!${SELECTOR})[${HIDDEN}]|(?<=^|[\\s${HIDDEN}])${SELECTOR}`;

/** Gives a pattern, made at its first use. */
function late(pattern: string): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= new RegExp(pattern, 'gu'));
}

const inText = late(UNPRINTABLE);
const inLines = late(`\\u001b\\[\\d+m|${UNPRINTABLE}`);
/** The line feeds are those of the layout: `JSON.stringify` escapes all that stand in a text. */
const inJson = late(`(?!\\n)[${HIDDEN}]`);

/** Most texts are ASCII; reading the classes of Unicode takes some milliseconds, a tenth of `gv list`. */
const PLAIN_TEXT = /^[ -~]*$/;
const PLAIN_LINES = /^(?:[\n -~]|\u001b\[\d+m)*$/;
const PLAIN_JSON = /^[\n -~]*$/;

/**
 * Text from elsewhere – file names, server answers, pins – made safe to print: hidden characters appear as `\u{…}`. Tabs and
 * line feeds of gv's own layout are added afterwards.
 */
export function printable(text: string): string {
  return PLAIN_TEXT.test(text) ? text : text.replace(inText(), shown);
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
