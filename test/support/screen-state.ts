import { parseVersion, type Version } from '../../src/core/version.ts';
import type { Listed } from '../../src/jobs/installed/list.ts';
import type { RemoteList, RemoteRelease } from '../../src/jobs/releases/list-remote.ts';
import type { Action, Effect } from '../../src/tui/state/action.ts';
import { catalogOf } from '../../src/tui/state/catalog.ts';
import { reduce } from '../../src/tui/state/reduce.ts';
import { initialState, type Here, type State } from '../../src/tui/state/state.ts';

function versionOf(label: string): Version {
  const version = parseVersion(label);
  if (version === undefined) throw new Error(`no version: ${label}`);
  return version;
}

export function installedRow(label: string, marks: Partial<Listed> = {}): Listed {
  const version = versionOf(label);
  return {
    version,
    path: `/home/gopher/.gv/versions/${version.name}`,
    here: false,
    global: false,
    prerelease: version.kind !== '',
    origin: 'proven',
    moduleZip: false,
    shared: false,
    size: 78_700_000,
    update: null,
    endOfLife: false,
    index: null,
    lacks: null,
    ...marks,
  };
}

export function remoteRelease(label: string, more: Partial<RemoteRelease> = {}): RemoteRelease {
  return {
    version: versionOf(label),
    state: 'supported',
    installed: false,
    from: ['official', 'proxy'],
    size: 78_700_000,
    ...more,
  };
}

/** Three lines: one to come, two supported, one ended. */
export const REMOTE: RemoteList = {
  fetchedAt: new Date('2026-11-20T12:00:00Z'),
  answered: 'cache',
  lines: [
    {
      line: '1.28',
      newest: versionOf('1.28rc1'),
      state: 'prerelease',
      installed: [],
      from: ['official', 'proxy'],
    },
    {
      line: '1.27',
      newest: versionOf('1.27.3'),
      state: 'supported',
      installed: [],
      from: ['official', 'proxy'],
    },
    {
      line: '1.26',
      newest: versionOf('1.26.5'),
      state: 'supported',
      installed: [],
      from: ['official', 'proxy'],
    },
    { line: '1.25', newest: versionOf('1.25.9'), state: 'ended', installed: [], from: ['official', 'proxy'] },
  ],
  releases: [
    remoteRelease('1.28rc1', { state: 'prerelease' }),
    remoteRelease('1.27.3'),
    remoteRelease('1.27.2'),
    remoteRelease('1.27.1', { from: ['proxy'], size: null }),
    remoteRelease('1.27rc2', { state: 'prerelease' }),
    remoteRelease('1.26.5'),
    remoteRelease('1.26.4'),
    remoteRelease('1.25.9', { state: 'ended' }),
    remoteRelease('1.25.8', { state: 'ended', from: [], size: null }),
  ],
};

export const INSTALLED: readonly Listed[] = [
  installedRow('1.27.2', { here: true }),
  installedRow('1.26.5', { global: true }),
  installedRow('1.25.9', { origin: 'unproven' }),
];

export const HERE: Here = {
  text: 'go here is 1.27.2 (set by /home/gopher/app/.go-version:1)',
  label: '1.27.2',
  pinFile: '/home/gopher/app/.go-version',
  pinSays: '1.27.2',
  hasModule: true,
};

/** The screen as it stands when everything has been read. */
export function readyState(columns = 100, rows = 24): State {
  return after(
    initialState({ columns, rows }),
    { type: 'here', here: HERE },
    { type: 'catalog', catalog: catalogOf(REMOTE, INSTALLED) },
    { type: 'loaded', note: undefined },
  ).state;
}

/** The state after some actions, with all effects they had. */
export function after(
  state: State,
  ...actions: readonly Action[]
): { readonly state: State; readonly effects: readonly Effect[] } {
  const effects: Effect[] = [];
  let now = state;
  for (const action of actions) {
    const done = reduce(now, action);
    now = done.state;
    effects.push(...done.effects);
  }
  return { state: now, effects };
}

/** Key names of the key table, in order; a character types itself. */
export function keys(...names: readonly string[]): readonly Action[] {
  return names.map((key) => ({ type: 'key', key, text: key.length === 1 ? key : '' }));
}
