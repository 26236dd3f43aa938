import type { Emit } from '../../core/events.ts';
import { newOnce } from '../../core/once.ts';
import { GvError } from '../../errors.ts';
import { shortageOf } from '../../io/process/shortage.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import type { Run } from '../../world.ts';
import type { Action } from '../state/action.ts';
import type { State } from '../state/state.ts';
import type { Task } from '../state/task.ts';
import { work } from './work.ts';

/** Does one task after another. */
export interface Worker {
  /** Starts the next waiting task, unless a task runs. */
  next(state: State): void;
  cancel(id: number): void;
  /** Cancels the running task and resolves when it has cleaned up. */
  stop(): Promise<void>;
}

interface RunningTask {
  readonly id: number;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

interface Hands {
  /** Called before each task, so that the config loads only for a task. */
  readonly options: (task: Run) => Promise<InstallOptions>;
  readonly dispatch: (action: Action) => void;
  /** Called with an error that is a bug of gv. */
  readonly onBug: (error: unknown) => void;
}

export function createWorker(run: Run, { options, dispatch, onBug }: Hands): Worker {
  let running: RunningTask | undefined;
  const perform = async ({ id, request }: Task, signal: AbortSignal): Promise<void> => {
    dispatch({ type: 'started', id });
    let end: Action;
    try {
      const emit: Emit = (event) => dispatch({ type: 'event', id, event, now: run.now().getTime() });
      const context = { ...run, signal, emit, once: newOnce() };
      await work(context, request, {
        options: await options(context),
        print: (line) => dispatch({ type: 'result', id, line }),
      });
      end = { type: 'finished', id };
    } catch (error) {
      end = endOf(id, error, signal);
    }
    running = undefined;
    dispatch(end);
  };
  return {
    next({ tasks }) {
      const task = tasks.find(({ status }) => status === 'waiting');
      if (running !== undefined || task === undefined) return;
      const stop = new AbortController();
      const signal = AbortSignal.any([run.signal, stop.signal]);
      const started = Promise.withResolvers<void>();
      running = { id: task.id, stop, done: started.promise };
      perform(task, signal).catch(onBug).finally(started.resolve);
    },
    cancel(id) {
      if (running?.id === id) running.stop.abort();
      else dispatch({ type: 'cancelled', id });
    },
    async stop() {
      running?.stop.abort();
      await running?.done;
    },
  };
}

/** A failure of gv is shown with its cure; any other error is a bug, which ends the screen. */
function endOf(id: number, error: unknown, { aborted }: AbortSignal): Action {
  if (aborted) return { type: 'cancelled', id };
  const failure = shortageOf(error) ?? error;
  if (!(failure instanceof GvError)) throw error;
  return { type: 'failed', id, failure: { message: failure.message, hint: failure.hint } };
}
