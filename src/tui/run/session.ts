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

/** What a session can ask of the terminal. */
export interface Terminal {
  exit(): void;
  /** Gives the terminal to the shell until the process is continued. */
  suspend(): Promise<void>;
  /** Puts text on the clipboard of the person at the terminal. */
  copy(text: string): void;
}

export interface SessionOptions {
  readonly options: (task: Run) => Promise<InstallOptions>;
  readonly size: Size;
  readonly terminal: () => Terminal | undefined;
  /** Takes what nobody expected. */
  readonly onBug: (error: unknown) => void;
}

/** The state of a screen, and what happens behind it. */
export interface Session {
  readonly store: Store;
  /** Reads what is here and what was heard last: what the first frame shows. Fails where the disk cannot be read. */
  prepare(): Promise<void>;
  /** Asks what exists now, unless offline. */
  refresh(): Promise<void>;
  /** Asks nobody any more and cancels what runs; resolves when it has cleaned up after itself. */
  stop(): Promise<void>;
}

export function openSession(outer: Run, { options, size, terminal, onBug }: SessionOptions): Session {
  // The launcher's answer was true when gv began; a choice made on the screen changes it.
  const run: Run = { ...outer, env: { ...outer.env, __GV_TRACE: undefined } };
  const keep = (work: Promise<void> | undefined): void => void work?.catch(failed);
  const store = createStore(initialState(size), perform);
  const left = new AbortController();
  const looking = { ...run, signal: AbortSignal.any([outer.signal, left.signal]) };
  const loader = createLoader(looking, store.dispatch);
  const describer = createDescriber(looking, { dispatch: store.dispatch, onFailure: failed });
  const worker = createWorker(run, { options, dispatch: store.dispatch, onBug });

  /** What gv has words for is said, and the screen goes on; anything else is a bug, which ends it. */
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
      // A server that does not answer must not keep somebody who has left.
      left.abort();
      await worker.stop();
    },
  };
}

function withRow({ catalog }: State, label: string, then: (row: Row) => void): void {
  const row = catalog.rows.find((candidate) => candidate.label === label);
  if (row !== undefined) then(row);
}
