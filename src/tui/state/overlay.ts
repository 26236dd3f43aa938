import { described, wishFor } from './act.ts';
import { BINDINGS, type Intent } from './keys.ts';
import { menuOf } from './menu.ts';
import { queued } from './queue.ts';
import { chosenRelease } from './shown.ts';
import type { Overlay, State } from './state.ts';
import { step, type Step } from './step.ts';

/** A key as the terminal gave it, the text that it types, and its meaning to the lists. */
export interface Press {
  readonly key: string;
  readonly text: string;
  readonly intent: Intent | undefined;
}

const CLOSED: Overlay = { kind: 'none' };

/** The step for a key while an overlay has the keys. */
export function pressOver(state: State, over: Exclude<Overlay, { kind: 'none' }>, press: Press): Step {
  switch (over.kind) {
    case 'filter':
      return typed(state, press);
    case 'help':
      return scrolled(state, over.top, press);
    case 'actions':
      return picked(state, over.at, press);
    case 'confirm':
      if (press.key === 'y' || press.key === 'enter')
        return queued({ ...state, overlay: CLOSED }, over.requests);
      return isNo(press) ? step({ ...state, overlay: CLOSED }) : step(state);
    case 'leave':
      if (press.key === 'y' || press.intent === 'interrupt') return step(state, { type: 'exit' });
      return isNo(press) ? step({ ...state, overlay: CLOSED }) : step(state);
  }
}

function isNo({ key, intent }: Press): boolean {
  return key === 'n' || intent === 'back' || intent === 'quit' || intent === 'interrupt';
}

/** The characters of versions; a character that cannot match is not typed. */
const TYPABLE = /^[0-9a-z.]+$/;
const FILTER_LENGTH = 12;

function typed(state: State, { key, text, intent }: Press): Step {
  const { show } = state;
  const withText = (next: string): Step => described({ ...state, show: { ...show, text: next } });
  if (key === 'enter' || key === 'tab') return step({ ...found(state), overlay: CLOSED, pane: 'releases' });
  if (intent === 'back' || intent === 'interrupt') {
    return step({ ...state, overlay: CLOSED, show: { ...show, text: '' } });
  }
  if (key === 'backspace') return withText(show.text.slice(0, -1));
  if (!TYPABLE.test(text)) return step(state);
  return withText(`${show.text}${text}`.slice(0, FILTER_LENGTH));
}

/** Keeps the cursor on the release that the filter found, once the filter is cleared. A filter without a match moves no cursor. */
function found(state: State): State {
  const row = chosenRelease(state);
  return row === undefined ? state : { ...state, line: row.line, release: row.label };
}

const SCROLL: Partial<Readonly<Record<Intent, number>>> = {
  up: -1,
  down: 1,
  'page-up': -10,
  'page-down': 10,
};

function scrolled(state: State, top: number, { intent }: Press): Step {
  const by = intent === undefined ? undefined : SCROLL[intent];
  if (by === undefined) return step({ ...state, overlay: CLOSED });
  const next = Math.max(0, Math.min(BINDINGS.length - 1, top + by));
  return step({ ...state, overlay: { kind: 'help', top: next } });
}

function picked(state: State, at: number, { key, intent }: Press): Step {
  const items = menuOf(state);
  const closed = { ...state, overlay: CLOSED };
  const chosen = key === 'enter' ? items[at] : items.find(({ verb }) => verb === intent);
  if (chosen !== undefined) return wishFor({ ...closed, marked: new Set() }, chosen.verb);
  if (intent === 'up') return step({ ...state, overlay: { kind: 'actions', at: Math.max(0, at - 1) } });
  if (intent === 'down') {
    return step({ ...state, overlay: { kind: 'actions', at: Math.min(items.length - 1, at + 1) } });
  }
  return intent === undefined ? step(state) : step(closed);
}
