import { intentOf } from '../state/keys.ts';
import { moved } from '../state/move.ts';

/** A choice of the list. */
export interface Choice {
  /** The value that picking gives, e.g. `1.22.5`. */
  readonly value: string;
  /** A note beside the value. */
  readonly note: string;
}

export interface PickState {
  readonly choices: readonly Choice[];
  /** More than one may be picked. */
  readonly multiple: boolean;
  /** The filter: only values that contain this text are shown. */
  readonly text: string;
  readonly at: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly end: 'chosen' | 'left' | undefined;
}

/** A list before the first key. */
export function pickState({ choices, multiple }: Pick<PickState, 'choices' | 'multiple'>): PickState {
  return { choices, multiple, text: '', at: undefined, marked: new Set(), end: undefined };
}

export function shownChoices({ choices, text }: PickState): readonly Choice[] {
  return choices.filter(({ value }) => value.includes(text));
}

/** The choice under the cursor; the first one when the remembered one is not shown. */
export function choiceAt(state: PickState): Choice | undefined {
  const shown = shownChoices(state);
  return shown.find(({ value }) => value === state.at) ?? shown[0];
}

/** The picked values: the marked ones, else the one under the cursor. */
export function picked(state: PickState): readonly string[] {
  if (state.marked.size > 0)
    return state.choices.map(({ value }) => value).filter((value) => state.marked.has(value));
  const choice = choiceAt(state);
  return choice === undefined ? [] : [choice.value];
}

const TYPABLE = /^[0-9a-z.]$/;
const PAGE = 8;

/** The state after a key. Letters and digits filter, as in fzf, so that only other keys move the cursor. */
export function pickPressed(state: PickState, key: string, text: string): PickState {
  if (key === 'enter') return picked(state).length === 0 ? state : { ...state, end: 'chosen' };
  if (key === 'esc' || key === 'ctrl+c') return { ...state, end: 'left' };
  if (key === 'backspace') return { ...state, text: state.text.slice(0, -1) };
  if (state.multiple && (key === 'space' || key === 'tab')) return marked(state);
  if (TYPABLE.test(text)) return { ...state, text: `${state.text}${text}` };
  const how = intentOf(key);
  if (how !== 'up' && how !== 'down' && how !== 'page-up' && how !== 'page-down') return state;
  const values = shownChoices(state).map(({ value }) => value);
  return { ...state, at: moved(values, choiceAt(state)?.value, { how, page: PAGE }) };
}

function marked(state: PickState): PickState {
  const choice = choiceAt(state);
  if (choice === undefined) return state;
  const next = new Set(state.marked);
  if (!next.delete(choice.value)) next.add(choice.value);
  const values = shownChoices(state).map(({ value }) => value);
  return { ...state, marked: next, at: moved(values, choice.value, { how: 'down', page: PAGE }) };
}
