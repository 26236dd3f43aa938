/**
 * Characters that drive a terminal or are drawn as nothing, so that a text reads otherwise than it is: control characters
 * (C0, DEL, C1), separators of lines and paragraphs, half surrogates, and all that Unicode draws as nothing (UAX #44,
 * Default_Ignorable_Code_Point): marks of direction (CVE-2021-42574), no width, fillers, tags, invisible operators. Marks of
 * annotations (U+FFF9 to U+FFFB) are drawn as nothing too, without that property.
 */
export const HIDDEN = '\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u{FFF9}-\\u{FFFB}';

/**
 * A variation selector behind a visible character chooses its shape and is a part of names (a red heart, Japanese names); it
 * hides nothing. Several of them, or one behind a blank, can carry hidden text.
 */
const SELECTOR = '\\p{Variation_Selector}';

/** The pattern of a character in a text that cannot be shown as it is. */
export const UNPRINTABLE = `(?!${SELECTOR})[${HIDDEN}]|(?<=^|[\\s${HIDDEN}])${SELECTOR}`;

/** Gives a pattern, made at its first use: reading the classes of Unicode takes some milliseconds, a tenth of `gv list`. */
export function late(pattern: string): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= new RegExp(pattern, 'gu'));
}

/** Most texts are ASCII, and need no pattern of Unicode. */
const PLAIN_TEXT = /^[ -~]*$/;

const unprintable = late(UNPRINTABLE);

/** A text with its hidden characters written as `spelled` says. */
export function withoutHidden(text: string, spelled: (character: string) => string): string {
  return PLAIN_TEXT.test(text) ? text : text.replace(unprintable(), spelled);
}
