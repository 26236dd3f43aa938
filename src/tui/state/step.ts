import type { Effect } from './action.ts';
import type { State } from './state.ts';

/** What follows from an action: the next state, and what the world is asked to do. */
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
