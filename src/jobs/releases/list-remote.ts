import { queryText, type Query } from '../../core/choice/query.ts';
import { linesOf, isMeant } from '../../core/choice/select.ts';
import { supportFinder, type SupportFinder, type SupportState } from '../../core/release/support.ts';
import { isPrerelease, lineOf, type Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { type Catalog, loadCatalog, type Offer } from './catalog.ts';

export interface RemoteRelease {
  readonly version: Version;
  readonly state: SupportState;
  readonly installed: boolean;
  /** The servers that offer the release for this machine; may be empty. */
  readonly from: Offer['from'];
  /** Bytes of the archive; null when no server gives the size. */
  readonly size: number | null;
}

export interface RemoteLine {
  readonly line: string;
  /** The newest stable release of the line, or its newest prerelease while it has none. */
  readonly newest: Version;
  readonly state: SupportState;
  /** The servers that offer that release for this machine. */
  readonly from: Offer['from'];
  /** Newest first. */
  readonly installed: readonly Version[];
}

export interface RemoteList {
  readonly fetchedAt: Date | undefined;
  readonly answered: Catalog['answered'];
  /** Newest first. */
  readonly lines: readonly RemoteLine[];
  readonly releases: readonly RemoteRelease[];
}

/** The releases that can be installed, by line and one by one; all of them without a query. Fails with `no-release` when none matches, and as `loadCatalog` does. */
export async function listRemote(run: Run, query: Query | undefined): Promise<RemoteList> {
  const { offers, fetchedAt, answered } = await loadCatalog(run);
  const wanted = offers.filter(({ version }) => query === undefined || isMeant(query, version, offers));
  if (wanted.length === 0 && query !== undefined) {
    throw new GvError('no-release', `no release matches ${queryText(query)}`, {
      hint: 'gv list --remote shows all lines.',
    });
  }
  const here = new Set(installedToolchains(run.layout).map(({ version }) => version.name));
  const stateOf = supportFinder(offers);
  const releases = wanted.map((offer) => remoteRelease(offer, { here, stateOf }));
  const lines = linesOf(wanted).flatMap((line) => remoteLine(line, wanted, { here, stateOf }) ?? []);
  return { fetchedAt, answered, lines, releases };
}

interface Context {
  readonly here: ReadonlySet<string>;
  readonly stateOf: SupportFinder;
}

function remoteRelease({ version, from, size }: Offer, { here, stateOf }: Context): RemoteRelease {
  return {
    version,
    state: isPrerelease(version) ? 'prerelease' : stateOf(lineOf(version)),
    installed: here.has(version.name),
    from,
    size: size ?? null,
  };
}

function remoteLine(
  line: string,
  offers: readonly Offer[],
  { here, stateOf }: Context,
): RemoteLine | undefined {
  const ofLine = offers.filter(({ version }) => lineOf(version) === line);
  const newest = ofLine.find(({ version }) => !isPrerelease(version)) ?? ofLine[0];
  if (newest === undefined) return undefined;
  return {
    line,
    newest: newest.version,
    state: stateOf(line),
    from: newest.from,
    installed: ofLine.map(({ version }) => version).filter(({ name }) => here.has(name)),
  };
}
