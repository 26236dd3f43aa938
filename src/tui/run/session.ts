import { GvError } from '../../errors.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import type { Run } from '../../world.ts';
import type { Effect } from '../state/action.ts';
import type { Row } from '../state/catalog.ts';
import { initialState, type Size, type State } from '../state/state.ts';
import { createDescriber } from './describe.ts';
import { createLoader } from './load.ts';
import { createStore, type Store } from './store.ts';
import { createWorker } from './worker.ts';

/** The terminal, as a session uses it. */
export interface Terminal {
  exit(): void;
  /** Draws the whole screen, whatever stands there. */
  redraw(): void;
  /** Gives the terminal to the shell until the process is continued. */
  suspend(): Promise<void>;
  /** Puts text on the clipboard of the person at the terminal. */
  copy(text: string): void;
}

export interface SessionOptions {
  readonly options: (task: Run) => Promise<InstallOptions>;
  readonly size: Size;
  readonly terminal: () => Terminal | undefined;
  /** Called with an error that is a bug of gv. */
  readonly onBug: (error: unknown) => void;
}

/** The state of a screen, and the work behind it. */
export interface Session {
  readonly store: Store;
  /** Reads the first frame's content: the disk and the list that was heard last. Fails where the disk cannot be read. */
  prepare(): Promise<void>;
  /** Asks the servers for the releases, unless offline. */
  refresh(): Promise<void>;
  /** Ends all questions to servers and cancels the running task; resolves when the task has cleaned up. */
  stop(): Promise<void>;
}

export function openSession(outer: Run, { options, size, terminal, onBug }: SessionOptions): Session {
  // The launcher's resolution was right when gv began; a choice made on the screen changes it.
  const run: Run = { ...outer, env: { ...outer.env, __GV_TRACE: undefined } };
  const keep = (work: Promise<void> | undefined): void => void work?.catch(failed);
  const store = createStore(initialState(size), perform);
  const left = new AbortController();
  const looking = { ...run, signal: AbortSignal.any([outer.signal, left.signal]) };
  const loader = createLoader(looking, store.dispatch);
  const describer = createDescriber(looking, { dispatch: store.dispatch, onFailure: failed });
  const worker = createWorker(run, { options, dispatch: store.dispatch, onBug });

  /** Shows a failure of gv, and the screen goes on; any other error is a bug, which ends the screen. */
  function failed(error: unknown): void {
    if (error instanceof GvError) store.dispatch({ type: 'said', text: error.message });
    else onBug(error);
  }

  function perform(effect: Effect, state: State): void {
    try {
      act(effect, state);
    } catch (error) {
      failed(error);
    }
  }

  function act(effect: Effect, state: State): void {
    switch (effect.type) {
      case 'load':
        return keep(loader.remote());
      case 'run':
        worker.next(state);
        return keep(loader.local());
      case 'cancel':
        return worker.cancel(effect.id);
      case 'describe':
        return withRow(state, effect.label, (row) => describer.describe(row));
      case 'weigh':
        return withRow(state, effect.label, (row) => keep(describer.weigh(row)));
      case 'copy':
        return terminal()?.copy(effect.text);
      case 'redraw':
        return terminal()?.redraw();
      case 'suspend':
        return keep(terminal()?.suspend());
      case 'exit':
        return terminal()?.exit();
    }
  }

  return {
    store,
    prepare: () => loader.first(outer),
    refresh: () => loader.remote(),
    async stop() {
      // A server that does not answer must not hold gv after the user has left.
      left.abort();
      await worker.stop();
    },
  };
}

function withRow({ catalog }: State, label: string, then: (row: Row) => void): void {
  const row = catalog.rows.find((candidate) => candidate.label === label);
  if (row !== undefined) then(row);
}
