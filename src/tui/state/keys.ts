/** The meaning of a key to the lists. */
export type Intent =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'left'
  | 'right'
  | 'next-pane'
  | 'enter'
  | 'back'
  | 'mark'
  | 'install'
  | 'uninstall'
  | 'use'
  | 'use-global'
  | 'use-mod'
  | 'verify'
  | 'upgrade'
  | 'copy'
  | 'cancel'
  | 'retry'
  | 'filter'
  | 'only'
  | 'prereleases'
  | 'sort'
  | 'refresh'
  | 'help'
  | 'quit'
  | 'interrupt'
  | 'redraw'
  | 'suspend';

export interface Binding {
  /** Names as `keyName` gives them: a character, or `up`, `enter`, `ctrl+c`. */
  readonly keys: readonly string[];
  readonly intent: Intent;
  readonly meaning: string;
  readonly group: 'Move' | 'Do' | 'Look' | 'Work' | 'gv';
  /** A word for the bottom line; without one only the help shows it. */
  readonly word?: string;
}

/** Every key once: what is pressed, the bottom line, `?` and the docs come from here. Keys are those of less, vim, lazygit and fzf. */
export const BINDINGS: readonly Binding[] = [
  { keys: ['up', 'k'], intent: 'up', meaning: 'up', group: 'Move' },
  { keys: ['down', 'j'], intent: 'down', meaning: 'down', group: 'Move' },
  { keys: ['left', 'h'], intent: 'left', meaning: 'to the lines', group: 'Move' },
  { keys: ['right', 'l'], intent: 'right', meaning: 'to the releases of the line', group: 'Move' },
  { keys: ['tab'], intent: 'next-pane', meaning: 'next part: lines, releases, work', group: 'Move' },
  { keys: ['pageup', 'ctrl+u'], intent: 'page-up', meaning: 'a page up', group: 'Move' },
  { keys: ['pagedown', 'ctrl+d'], intent: 'page-down', meaning: 'a page down', group: 'Move' },
  { keys: ['home', 'g'], intent: 'first', meaning: 'to the first', group: 'Move' },
  { keys: ['end', 'G'], intent: 'last', meaning: 'to the last', group: 'Move' },
  {
    keys: ['enter'],
    intent: 'enter',
    meaning: 'details and actions',
    group: 'Do',
    word: 'actions',
  },
  { keys: ['space'], intent: 'mark', meaning: 'mark for install or uninstall', group: 'Do', word: 'mark' },
  { keys: ['i'], intent: 'install', meaning: 'install', group: 'Do', word: 'install' },
  { keys: ['u'], intent: 'use', meaning: 'use in this directory', group: 'Do', word: 'use here' },
  { keys: ['U'], intent: 'use-global', meaning: 'use as the global version', group: 'Do' },
  { keys: ['m'], intent: 'use-mod', meaning: 'use the version that go.mod or go.work asks for', group: 'Do' },
  { keys: ['v'], intent: 'verify', meaning: 'check the installed files', group: 'Do' },
  { keys: ['p'], intent: 'upgrade', meaning: 'upgrade the line to its newest patch', group: 'Do' },
  { keys: ['d', 'delete'], intent: 'uninstall', meaning: 'uninstall', group: 'Do', word: 'uninstall' },
  { keys: ['c'], intent: 'copy', meaning: 'copy the command that does the same', group: 'Do' },
  { keys: ['/'], intent: 'filter', meaning: 'filter as you type', group: 'Look', word: 'filter' },
  { keys: ['o'], intent: 'only', meaning: 'all, installed only, supported only', group: 'Look' },
  { keys: ['b'], intent: 'prereleases', meaning: 'betas and release candidates', group: 'Look' },
  { keys: ['s'], intent: 'sort', meaning: 'newest or oldest first', group: 'Look' },
  { keys: ['r'], intent: 'refresh', meaning: 'ask again for the releases', group: 'Look' },
  { keys: ['x'], intent: 'cancel', meaning: 'cancel the work under the cursor', group: 'Work' },
  { keys: ['R'], intent: 'retry', meaning: 'try failed work again', group: 'Work' },
  { keys: ['?'], intent: 'help', meaning: 'these keys', group: 'gv', word: 'keys' },
  { keys: ['esc'], intent: 'back', meaning: 'back; clear the filter and the marks', group: 'gv' },
  { keys: ['q'], intent: 'quit', meaning: 'leave', group: 'gv', word: 'leave' },
  { keys: ['ctrl+c'], intent: 'interrupt', meaning: 'leave; twice: at once', group: 'gv' },
  { keys: ['ctrl+l'], intent: 'redraw', meaning: 'draw the screen anew', group: 'gv' },
  { keys: ['ctrl+z'], intent: 'suspend', meaning: 'to the shell; fg comes back', group: 'gv' },
];

const BY_KEY = new Map(BINDINGS.flatMap(({ keys, intent }) => keys.map((key) => [key, intent] as const)));

export function intentOf(key: string): Intent | undefined {
  return BY_KEY.get(key);
}

/** The key that help shows for an intent. */
export function keyOf(intent: Intent): string {
  return BINDINGS.find((binding) => binding.intent === intent)?.keys[0] ?? '';
}
