import type { Intent } from './keys.ts';
import { isMove, move } from './move.ts';
import { cancel, queued, retry } from './queue.ts';
import { chosenRelease, chosenTask } from './shown.ts';
import type { Show, State } from './state.ts';
import { say, step, type Step } from './step.ts';
import { commandOf, isOpen, type Verb } from './task.ts';
import { sourceOf, wish } from './wish.ts';

/** The step for an intent while the lists have the keys. */
export function act(state: State, intent: Intent): Step {
  if (isMove(intent)) return described(move(state, intent));
  switch (intent) {
    case 'install':
    case 'verify':
    case 'upgrade':
    case 'uninstall':
    case 'use':
    case 'use-global':
    case 'use-mod':
      return wishFor(state, intent);
    case 'enter':
      return enter(state);
    case 'mark':
      return mark(state);
    case 'copy':
      return copy(state);
    case 'cancel':
      return cancel(state);
    case 'retry':
      return retry(state);
    case 'refresh':
      return step({ ...state, loading: { busy: true, note: undefined } }, { type: 'load' });
    case 'redraw':
      return step(state, { type: 'redraw' });
    case 'suspend':
      return step(state, { type: 'suspend' });
    case 'quit':
    case 'interrupt':
      return leave(state);
    case 'help':
      return step({ ...state, overlay: { kind: 'help', top: 0 } });
    case 'filter':
      return described({ ...state, overlay: { kind: 'filter' }, show: { ...state.show, text: '' } });
    case 'only':
    case 'prereleases':
    case 'sort':
      return described({ ...state, show: looked(state.show, intent) });
    case 'back':
      return step({ ...state, show: { ...state.show, text: '' }, marked: new Set(), message: undefined });
  }
}

/** Asks for the details of the chosen release until they are whole. */
export function described(state: State): Step {
  const row = chosenRelease(state);
  if (row === undefined || state.details.get(row.label)?.isWhole === true) return step(state);
  return step(state, { type: 'describe', label: row.label });
}

/** Queues work that only adds or reads; asks first about work that changes a choice or removes something. */
export function wishFor(state: State, verb: Verb): Step {
  const wished = wish(state, verb);
  if (!wished.ok) return say(state, wished.why);
  const { requests } = wished;
  if (verb === 'install' || verb === 'verify' || verb === 'upgrade') return queued(state, requests);
  const unweighed = requests.filter(({ subject }) => verb === 'uninstall' && !state.sizes.has(subject));
  const effects = unweighed.map(({ subject }) => ({ type: 'weigh', label: subject }) as const);
  return step({ ...state, overlay: { kind: 'confirm', requests } }, ...effects);
}

function enter(state: State): Step {
  switch (state.pane) {
    case 'lines':
      return described({ ...state, pane: 'releases' });
    case 'releases':
      return chosenRelease(state) === undefined
        ? say(state, 'nothing is chosen')
        : step({ ...state, overlay: { kind: 'actions', at: 0 } });
    case 'work': {
      const task = chosenTask(state);
      return task === undefined ? step(state) : say(state, `$ ${commandOf(task.request)}`);
    }
  }
}

/** Marks or unmarks the release under the cursor, and goes on to the next. */
function mark(state: State): Step {
  const row = state.pane === 'releases' ? chosenRelease(state) : undefined;
  if (row === undefined) return say(state, 'releases are marked in their own list (right)');
  const marked = new Set(state.marked);
  if (!marked.delete(row.label)) marked.add(row.label);
  return described(move({ ...state, marked }, 'down'));
}

function copy(state: State): Step {
  const row = chosenRelease(state);
  if (row === undefined) return say(state, 'nothing is chosen');
  const verb = row.installed === undefined ? 'install' : 'use';
  const text = commandOf({ verb, subject: row.label, ...sourceOf(row) });
  return step({ ...state, message: `copied: ${text}` }, { type: 'copy', text });
}

function leave(state: State): Step {
  if (state.tasks.some(isOpen)) return step({ ...state, overlay: { kind: 'leave' } });
  return step(state, { type: 'exit' });
}

const NEXT_ONLY = { all: 'installed', installed: 'supported', supported: 'all' } as const;

function looked(show: Show, intent: 'only' | 'prereleases' | 'sort'): Show {
  switch (intent) {
    case 'only':
      return { ...show, only: NEXT_ONLY[show.only] };
    case 'prereleases':
      return { ...show, prereleases: !show.prereleases };
    case 'sort':
      return { ...show, oldestFirst: !show.oldestFirst };
  }
}
