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

/** The name of a key as the key table spells it. */
export function keyName(input: string, key: Key): string {
  for (const [name, pressed] of Object.entries(key)) {
    if (pressed === true && isNamed(name)) return NAMED[name];
  }
  if (key.ctrl) return `ctrl+${input}`;
  return input === ' ' ? 'space' : input;
}
