import { act, described } from './act.ts';
import type { Action } from './action.ts';
import { intentOf } from './keys.ts';
import { pressOver } from './overlay.ts';
import { progressed } from './progress.ts';
import { chosenLine, chosenRelease } from './shown.ts';
import type { State } from './state.ts';
import { step, type Step } from './step.ts';

/** The next state, and the effects that follow. Pure. */
export function reduce(state: State, action: Action): Step {
  switch (action.type) {
    case 'key':
      return pressed(state, action.key, action.text);
    case 'resized':
      return step({ ...state, size: action.size });
    case 'catalog':
      return described(settled({ ...state, catalog: action.catalog }));
    case 'asking':
      return step({ ...state, loading: { busy: true, note: `asking ${action.host}` } });
    case 'loaded':
      return step({ ...state, loading: { busy: false, note: action.note } });
    case 'here':
      return described(settled({ ...state, here: action.here }));
    case 'detail':
      return step({ ...state, details: new Map(state.details).set(action.label, action.detail) });
    case 'weighed':
      return step({ ...state, sizes: new Map(state.sizes).set(action.label, action.bytes) });
    case 'said':
      return step({ ...state, message: action.text });
    case 'started':
    case 'event':
    case 'result':
      return step(progressed(state, action));
    case 'finished':
    case 'failed':
    case 'cancelled': {
      // The disk has changed, so that the facts read from it are old.
      const after = progressed({ ...state, details: new Map(), sizes: new Map() }, action);
      return step(after, { type: 'run' });
    }
  }
}

function pressed(state: State, key: string, text: string): Step {
  const intent = intentOf(key);
  if (state.overlay.kind !== 'none' && intent !== 'suspend' && intent !== 'redraw')
    return pressOver(state, state.overlay, { key, text, intent });
  return intent === undefined ? step(state) : act({ ...state, message: undefined }, intent);
}

/** Puts the cursor on the toolchain that this directory uses, once: data loaded later does not move it. */
function settled(state: State): State {
  if (state.line !== undefined) return state;
  const row = state.catalog.rows.find(({ label }) => label === state.here?.label);
  if (row !== undefined) return { ...state, line: row.line, release: row.label };
  if (state.here === undefined) return state;
  return { ...state, line: chosenLine(state)?.line, release: chosenRelease(state)?.label };
}
