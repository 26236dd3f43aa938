import type { Emit, JobEvent } from '../../core/events.ts';
import { newOnce } from '../../core/once.ts';
import { GvError } from '../../errors.ts';
import { currentBase } from '../../jobs/here/answering.ts';
import { listInstalled, type Listed } from '../../jobs/installed/list.ts';
import { keepHeard, lastHeard, type Heard } from '../../jobs/releases/last-heard.ts';
import { eventText, isWarning } from '../../report/events/event-text.ts';
import type { Run, World } from '../../world.ts';
import type { Action } from '../state/action.ts';
import { catalogOf } from '../state/catalog.ts';
import { hereOf } from './here.ts';

type Dispatch = (action: Action) => void;

/** Loads the list of releases as it was last heard, and joins it with the installed toolchains whenever they change. */
export interface Loader {
  /** Reads the disk, and the list that was heard last. */
  first(world: World): Promise<void>;
  /** Reads the disk again. */
  local(): Promise<void>;
  /** Asks the servers, unless offline. */
  remote(): Promise<void>;
}

export function createLoader(run: Run, dispatch: Dispatch): Loader {
  let heard: Heard | undefined;
  let installed: readonly Listed[] = [];
  const show = (): void => dispatch({ type: 'catalog', catalog: catalogOf(heard, installed) });
  const look = async (from: World): Promise<void> => {
    const resolution = await currentBase(from);
    installed = await listInstalled(from, undefined, resolution);
    dispatch({ type: 'here', here: await hereOf(from, resolution) });
  };
  const hear = async (from: Run): Promise<void> => {
    const { listRemote } = await import('../../jobs/releases/list-remote.ts');
    heard = await listRemote(from, undefined);
  };
  return {
    async first(from) {
      await look(from);
      heard = lastHeard(run);
      // Without a kept list, servers are asked next, and their notices are shown then.
      if (heard === undefined) await failing(hear({ ...run, offline: true, emit: () => undefined }));
      show();
    },
    async local() {
      await look(run);
      show();
    },
    async remote() {
      const events: JobEvent[] = [];
      const emit: Emit = (event) => {
        if (event.type === 'asking') dispatch(event);
        else events.push(event);
      };
      const failure = await failing(hear({ ...run, emit, once: newOnce() }));
      if (failure === undefined) show();
      dispatch({ type: 'loaded', note: failure?.message ?? noteOf(events) });
      if (failure === undefined && heard !== undefined) await keepHeard(run, heard);
    },
  };
}

/** The one line that has room: a warning, else the last event. */
function noteOf(events: readonly JobEvent[]): string | undefined {
  const told = events.filter((event) => eventText(event) !== undefined);
  const event = told.findLast(isWarning) ?? told.at(-1);
  return event === undefined ? undefined : eventText(event);
}

/** A failure that can be shown; any other error is thrown. */
async function failing(work: Promise<void>): Promise<GvError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof GvError) return error;
    throw error;
  }
}
