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

/** The keys in what arrived at once: what is typed fast, or over a slow line, comes as one piece. */
export function pressesOf(input: string, key: Key): readonly KeyPress[] {
  for (const [name, pressed] of Object.entries(key)) {
    if (pressed === true && isNamed(name)) return [{ key: NAMED[name], text: '' }];
  }
  if (key.ctrl || key.meta) return [{ key: `${key.ctrl ? 'ctrl' : 'alt'}+${input}`, text: '' }];
  return Array.from(input, pressOf);
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
