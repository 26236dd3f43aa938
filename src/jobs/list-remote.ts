import type { Emit } from '../core/events.ts';
import { pickArchive } from '../core/archives.ts';
import { queryText, type Query } from '../core/query.ts';
import type { Release } from '../core/releases.ts';
import { linesOf, supportedLines } from '../core/select.ts';
import { isPrerelease, lineOf } from '../core/version.ts';
import { GvError } from '../errors.ts';
import { openHttp } from '../io/http.ts';
import { installedToolchains } from '../io/toolchains.ts';
import type { World } from '../world.ts';
import { isMeant } from './list.ts';
import { type LoadedIndex, loadIndex } from './refresh.ts';

/** `prerelease`: a line without a stable release so far, or such a release itself. */
export type SupportState = 'supported' | 'ended' | 'prerelease';

export interface RemoteRelease {
  readonly version: string;
  readonly state: SupportState;
  readonly installed: boolean;
  /** There is an archive for this machine. */
  readonly available: boolean;
  /** Bytes of that archive; null when nobody says. */
  readonly size: number | null;
}

export interface RemoteLine {
  readonly line: string;
  /** Its newest stable release, or its newest prerelease while it has none. */
  readonly newest: string;
  readonly state: SupportState;
  readonly installed: readonly string[];
}

export interface RemoteList {
  readonly fetchedAt: Date;
  readonly from: LoadedIndex['from'];
  /** Newest first. */
  readonly lines: readonly RemoteLine[];
  readonly releases: readonly RemoteRelease[];
}

export interface RemoteRequest {
  readonly query: Query | undefined;
  readonly offline: boolean;
  readonly emit: Emit;
}

/** What can be installed, by line and one by one. Fails with `no-release` when nothing matches, and as `loadIndex` does. */
export async function listRemote(world: World, { query, offline, emit }: RemoteRequest): Promise<RemoteList> {
  const index = await indexOf(world, offline);
  if (index.why !== undefined) {
    emit({
      type: 'notice',
      text: `release index of ${index.fetchedAt.toISOString().slice(0, 10)}: ${index.why}`,
    });
  }
  const wanted = index.releases.filter(
    ({ version }) => query === undefined || isMeant(query, version, index.releases),
  );
  if (wanted.length === 0 && query !== undefined) {
    throw new GvError('no-release', `no release matches ${queryText(query)}`, {
      hint: 'gv list --remote shows all lines.',
    });
  }
  const here = new Set(installedToolchains(world.layout).map(({ version }) => version.name));
  const stateOf = stateFinder(index.releases);
  const releases = wanted.map((release) => remoteRelease(world, { release, here, stateOf }));
  const lines = linesOf(wanted).map((line) => remoteLine(line, wanted, { here, stateOf }));
  return { fetchedAt: index.fetchedAt, from: index.from, lines, releases };
}

async function indexOf(world: World, offline: boolean): Promise<LoadedIndex> {
  const http = openHttp(world);
  try {
    return await loadIndex(world, http, { offline });
  } finally {
    await http.close();
  }
}

type StateOf = (line: string) => SupportState;

function stateFinder(releases: readonly Release[]): StateOf {
  const supported = new Set(supportedLines(releases));
  const stable = new Set(linesOf(releases.filter(({ version }) => !isPrerelease(version))));
  return (line) => (supported.has(line) ? 'supported' : stable.has(line) ? 'ended' : 'prerelease');
}

interface Context {
  readonly here: ReadonlySet<string>;
  readonly stateOf: StateOf;
}

function remoteRelease(
  world: World,
  { release, here, stateOf }: Context & { readonly release: Release },
): RemoteRelease {
  const { version } = release;
  const file = pickArchive(release, world.platform);
  return {
    version: version.label,
    state: isPrerelease(version) ? 'prerelease' : stateOf(lineOf(version)),
    installed: here.has(version.name),
    available: file !== undefined,
    size: file?.size ?? null,
  };
}

function remoteLine(line: string, releases: readonly Release[], { here, stateOf }: Context): RemoteLine {
  const ofLine = releases.map(({ version }) => version).filter((version) => lineOf(version) === line);
  const newest = ofLine.find((version) => !isPrerelease(version)) ?? ofLine[0];
  return {
    line,
    newest: newest?.label ?? line,
    state: stateOf(line),
    installed: ofLine.filter(({ name }) => here.has(name)).map(({ label }) => label),
  };
}
