import type { Action, Effect } from '../state/action.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';

/** Holds the state; React reads it, all other code sends actions. */
export interface Store {
  readonly state: () => State;
  readonly dispatch: (action: Action) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore(initial: State, perform: (effect: Effect, state: State) => void): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch(action) {
      const { state: next, effects } = reduce(state, action);
      if (next !== state) {
        state = next;
        for (const listener of listeners) listener();
      }
      for (const effect of effects) perform(effect, state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
