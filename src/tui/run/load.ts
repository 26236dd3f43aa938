import { listInstalled } from '../../jobs/list.ts';
import type { RemoteList } from '../../jobs/list-remote.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { catalogOf } from '../state/catalog.ts';
import type { Action } from '../state/action.ts';
import { hereOf } from './here.ts';

type Dispatch = (action: Action) => void;

/** What exists, as it was last heard; joined with what is installed whenever that changes. */
export interface Loader {
  /** Reads the disk again. */
  local(): Promise<void>;
  /** Reads the cached list, then asks the servers. */
  remote(offline: boolean): Promise<void>;
}

export function createLoader(world: World, dispatch: Dispatch): Loader {
  let remote: RemoteList | undefined;
  const show = async (): Promise<void> => {
    const installed = await listInstalled(world, undefined);
    dispatch({ type: 'catalog', catalog: catalogOf(remote, installed) });
  };
  const hear = async (offline: boolean): Promise<string | undefined> => {
    const notes: string[] = [];
    const { listRemote } = await import('../../jobs/list-remote.ts');
    remote = await listRemote(world, {
      query: undefined,
      offline,
      emit: (event) => {
        if (event.type === 'notice' || event.type === 'warning') notes.push(event.text);
      },
    });
    await show();
    return notes.at(-1);
  };
  return {
    async local() {
      dispatch({ type: 'here', here: await hereOf(world) });
      await show();
    },
    async remote(offline) {
      try {
        dispatch({ type: 'loaded', note: await hear(offline) });
      } catch (error) {
        if (!(error instanceof GvError)) throw error;
        dispatch({ type: 'loaded', note: error.message });
      }
    },
  };
}
