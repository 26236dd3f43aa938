import type { Emit } from '../../core/events.ts';
import { eventText } from '../../report/event-text.ts';
import { GvError } from '../../errors.ts';
import { currentBase } from '../../jobs/base.ts';
import type { RemoteList } from '../../jobs/list-remote.ts';
import { listInstalled, type Listed } from '../../jobs/list.ts';
import type { World } from '../../world.ts';
import type { Action } from '../state/action.ts';
import { catalogOf } from '../state/catalog.ts';
import { hereOf } from './here.ts';

type Dispatch = (action: Action) => void;

/** What exists, as it was last heard; joined with what is installed whenever that changes. */
export interface Loader {
  /** Reads the disk, and what was heard last. */
  first(world: World): Promise<void>;
  /** Reads the disk again. */
  local(): Promise<void>;
  /** Asks the servers, unless offline. */
  remote(offline: boolean): Promise<void>;
}

export function createLoader(world: World, dispatch: Dispatch): Loader {
  let remote: RemoteList | undefined;
  let installed: readonly Listed[] = [];
  const show = (): void => dispatch({ type: 'catalog', catalog: catalogOf(remote, installed) });
  const look = async (from: World): Promise<void> => {
    const resolution = await currentBase(from);
    installed = await listInstalled(from, undefined, resolution);
    dispatch({ type: 'here', here: await hereOf(from, resolution) });
  };
  const hear = async (offline: boolean, emit: Emit): Promise<void> => {
    const { listRemote } = await import('../../jobs/list-remote.ts');
    remote = await listRemote(world, { query: undefined, offline, emit });
  };
  return {
    async first(from) {
      await look(from);
      // Nothing was ever heard: the servers are asked next, and what they say is told then.
      await failing(hear(true, () => undefined));
      show();
    },
    async local() {
      await look(world);
      show();
    },
    async remote(offline) {
      const notes: string[] = [];
      const failure = await failing(
        hear(offline, (event) => {
          notes.push(eventText(event) ?? '');
        }),
      );
      if (failure === undefined) show();
      dispatch({ type: 'loaded', note: failure?.message ?? notes.findLast((note) => note !== '') });
    },
  };
}

/** A failure that can be told; anything else is thrown. */
async function failing(work: Promise<void>): Promise<GvError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof GvError) return error;
    throw error;
  }
}
