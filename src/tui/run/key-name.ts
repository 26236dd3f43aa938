import type { Key } from 'ink';

const NAMED = {
  upArrow: 'up',
  downArrow: 'down',
  leftArrow: 'left',
  rightArrow: 'right',
  pageUp: 'pageup',
  pageDown: 'pagedown',
  home: 'home',
  end: 'end',
  return: 'enter',
  escape: 'esc',
  tab: 'tab',
  backspace: 'backspace',
  delete: 'delete',
} as const;

type Named = keyof typeof NAMED;

function isNamed(name: string): name is Named {
  return name in NAMED;
}

export interface KeyPress {
  /** As the key table spells it. */
  readonly key: string;
  /** What it types; empty for a key that types nothing. */
  readonly text: string;
}

/**
 * What is left, without its escape, of a control sequence that ink does not know: an answer of the terminal that came
 * late, or a key of a rare keyboard (ECMA-48, 5.4). Its letters are not keys.
 */
const UNKNOWN_SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])$/;

/** The keys in what arrived at once: what is typed fast, or over a slow line, comes as one piece. */
export function pressesOf(input: string, key: Key): readonly KeyPress[] {
  for (const [name, pressed] of Object.entries(key)) {
    if (pressed === true && isNamed(name)) return [{ key: NAMED[name], text: '' }];
  }
  if (key.ctrl) return [{ key: `ctrl+${input}`, text: '' }];
  // No key here has alt: it is an escape that arrived together with the next key.
  if (key.meta) return [{ key: 'esc', text: '' }, ...Array.from(input, pressOf)];
  return UNKNOWN_SEQUENCE.test(input) ? [] : Array.from(input, pressOf);
}

/** Keys within a piece, which ink leaves as the bytes that terminals send for them. */
const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
};
const CONTROLS = /^[\u0001-\u001a]$/;

function pressOf(character: string): KeyPress {
  const named = CONTROL[character];
  if (named !== undefined) return { key: named, text: '' };
  if (CONTROLS.test(character)) {
    return { key: `ctrl+${String.fromCodePoint(character.charCodeAt(0) + 0x60)}`, text: '' };
  }
  return { key: character === ' ' ? 'space' : character, text: character };
}
