import type { Intent } from './keys.ts';
import { chosenLine, chosenRelease, chosenTask, shownLines, shownReleases } from './shown.ts';
import type { Pane, State } from './state.ts';

export type Move = Extract<
  Intent,
  'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | 'left' | 'right' | 'next-pane'
>;

const MOVES: readonly string[] = [
  'up',
  'down',
  'page-up',
  'page-down',
  'first',
  'last',
  'left',
  'right',
  'next-pane',
] satisfies readonly Move[];

export function isMove(intent: Intent): intent is Move {
  return MOVES.includes(intent);
}

/** The state after the cursor moved, in the list that has it or to another one. */
export function move(state: State, how: Move): State {
  switch (how) {
    case 'left':
      return { ...state, pane: 'lines' };
    case 'right':
      return { ...state, pane: 'releases' };
    case 'next-pane':
      return { ...state, pane: nextPane(state) };
    case 'up':
    case 'down':
    case 'page-up':
    case 'page-down':
    case 'first':
    case 'last':
      return moveIn(state, how);
  }
}

function nextPane({ pane, tasks }: State): Pane {
  if (pane === 'lines') return 'releases';
  return pane === 'releases' && tasks.length > 0 ? 'work' : 'lines';
}

type Along = Exclude<Move, 'left' | 'right' | 'next-pane'>;

function moveIn(state: State, how: Along): State {
  switch (state.pane) {
    case 'lines': {
      const names = shownLines(state).map(({ line }) => line);
      const line = moved(names, chosenLine(state)?.line, { how, page: pageOf(state) });
      return line === state.line ? state : { ...state, line, release: undefined };
    }
    case 'releases': {
      const names = shownReleases(state).map(({ label }) => label);
      return { ...state, release: moved(names, chosenRelease(state)?.label, { how, page: pageOf(state) }) };
    }
    case 'work': {
      const ids = state.tasks.map(({ id }) => id);
      return { ...state, task: moved(ids, chosenTask(state)?.id, { how, page: pageOf(state) }) };
    }
  }
}

/** Rows of a page: a line or two of the previous page stay on the screen. */
function pageOf({ size }: State): number {
  return Math.max(1, size.rows - 8);
}

/** Where the cursor goes from `from`; it stops at the ends. */
export function moved<T>(
  items: readonly T[],
  from: T | undefined,
  { how, page }: { readonly how: Along; readonly page: number },
): T | undefined {
  const steps = { up: -1, down: 1, 'page-up': -page, 'page-down': page, first: -Infinity, last: Infinity };
  const at = from === undefined ? 0 : items.indexOf(from);
  return items[Math.max(0, Math.min(items.length - 1, at + steps[how]))];
}
