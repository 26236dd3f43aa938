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
  /** The text that the key types; empty for a key that types none. */
  readonly text: string;
}

/**
 * A control sequence that ink does not know, without its escape: a late answer of the terminal, or a key of a rare keyboard
 * (ECMA-48, 5.4). Its letters are not keys.
 */
const UNKNOWN_SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])$/;

/** The keys in one piece of input: keys that are typed fast, or over a slow line, arrive together. */
export function pressesOf(input: string, key: Key): readonly KeyPress[] {
  for (const [name, pressed] of Object.entries(key)) {
    if (pressed === true && isNamed(name)) return [{ key: NAMED[name], text: '' }];
  }
  if (key.ctrl) return [{ key: `ctrl+${input}`, text: '' }];
  // gv has no key with alt: alt is an escape that arrived together with the next key.
  if (key.meta) return [{ key: 'esc', text: '' }, ...Array.from(input, pressOf)];
  return UNKNOWN_SEQUENCE.test(input) ? [] : Array.from(input, pressOf);
}

/** Keys within a piece of input, which ink leaves as the bytes of the terminal. */
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
