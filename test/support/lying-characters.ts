/** Characters that drive a terminal, cannot be seen, or make a line read otherwise than it is, by what they do; the first and last of each range. */
export const LYING: Readonly<Record<string, string>> = {
  'C0, such as escape': '\u0001\u0007\u0008\u001b\u001f',
  DEL: '\u007f',
  'C1, such as CSI and OSC': '\u0080\u009b\u009d\u009f',
  'soft hyphen and grapheme joiner': '\u00ad\u034f',
  'marks of direction': '\u061c\u200e\u200f',
  'embeddings and overrides of direction': '\u202a\u202d\u202e\u202c',
  'isolates of direction': '\u2066\u2067\u2068\u2069',
  'no width at all': '\u180e\u200b\u200c\u200d\u2060\ufeff',
  'invisible signs of mathematics and old formats': '\u2061\u2064\u206a\u206f',
  'separators of lines and paragraphs': '\u2028\u2029',
  'fillers that look like blanks': '\u115f\u1160\u3164\uffa0',
  'marks of annotations': '\ufff9\ufffa\ufffb',
  'tags, which spell out hidden text': '\u{e0001}\u{e0020}\u{e0041}\u{e007f}',
  'a row of variation selectors, which can carry hidden bytes': '\ufe01\ufe0e\u{e0100}\u{e01ef}',
};

/** All of them in one text, between visible letters; a file name may hold it. */
export const LYING_TEXT = Object.values(LYING).join('a');

/** Half a pair, which no UTF-8 can hold; a server's JSON can. */
export const LONE_SURROGATES = '\ud800a\udfff';

/** What is seen as it is: accents, wide characters, an emoji with its one selector. */
export const HONEST_TEXT = 'Þ é e\u0301 ✓ 日本 \u{1f600} ❤\ufe0f 葛\u{e0100}城 \u00a0 “x” ~';

const RANGES: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];
const isSelector = (code: number): boolean =>
  (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);

/** The lying characters in a text, as `U+202E`; line feeds, and one selector behind a letter, are none. */
export function lyingIn(text: string): readonly string[] {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return codes
    .filter((code, index) => {
      if (isSelector(code)) return index === 0 || isSelector(codes[index - 1] ?? 0);
      return code !== 0x0a && RANGES.some(([from, to]) => code >= from && code <= to);
    })
    .map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
}
