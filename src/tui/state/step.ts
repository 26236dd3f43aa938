import type { Effect } from './action.ts';
import type { State } from './state.ts';

/** The result of an action: the next state, and the effects that follow. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export function step(state: State, ...effects: readonly Effect[]): Step {
  return { state, effects };
}

export function say(state: State, message: string): Step {
  return step({ ...state, message });
}
