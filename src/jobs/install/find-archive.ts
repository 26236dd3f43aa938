import { queryText } from '../../core/choice/query.ts';
import { nearest, select, type ReleaseQuery, type Versioned } from '../../core/choice/select.ts';
import { platformText } from '../../core/platform.ts';
import { archiveNames, archivePlatforms, pickArchive } from '../../core/release/archive-name.ts';
import type { Release, ReleaseFile } from '../../core/release/release-index.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import type { Arrival } from '../../trust/evidence.ts';
import type { World } from '../../world.ts';
import { FORGET } from '../releases/index-age.ts';
import type { LoadedIndex } from '../releases/release-index.ts';

/** A release that can be fetched: its archive for this machine. */
export interface Found {
  readonly version: Version;
  readonly file: ReleaseFile;
  readonly how: Arrival;
  /** Base of the index; undefined when no index could be read. */
  readonly base: URL | undefined;
}

/** The release of a query. */
export interface Meant {
  readonly version: Version;
  /** Its archive for this machine. Fails with `no-release` where the index does not list it any more. */
  readonly archive: () => Found;
}

/**
 * Picks the release of a query among the releases that the index lists and those that it hides although they were seen
 * before: no lower release takes their place. Fails with `no-release` naming the nearest releases, or `no-archive` naming the
 * platforms of the release.
 */
export function meantRelease(world: World, query: ReleaseQuery, index: LoadedIndex): Meant {
  const hidden = index.unlisted.map((version) => ({ version }));
  const wanted = select<Versioned>(query, [...index.releases, ...hidden]);
  if (wanted === undefined) throw noRelease(query, index.releases);
  const { version } = wanted;
  const release = index.releases.find((listed) => listed.version.name === version.name);
  if (release === undefined) {
    const refusal = notListed(version, index.base);
    return {
      version,
      archive: () => {
        throw refusal;
      },
    };
  }
  const file = pickArchive(release, world.platform);
  if (file === undefined) throw noArchive(world, release);
  const found: Found = { version, file, how: mirrored(world) ? 'mirror' : 'official', base: index.base };
  return { version, archive: () => found };
}

/**
 * The archive of an exact release by its file name, for a mirror without a readable index; it is then judged like a file that
 * the user carried here. Undefined for any other query.
 */
export function findOnMirror(world: World, query: ReleaseQuery): Found | undefined {
  if (!mirrored(world) || query.kind !== 'exact') return undefined;
  const [name = ''] = archiveNames(query.version, world.platform);
  const file = { name, sha256: undefined, size: undefined };
  return { version: query.version, file, how: 'mirror-without-index', base: undefined };
}

function mirrored(world: World): boolean {
  return (world.env['GV_MIRROR'] ?? '').trim() !== '';
}

function noRelease(query: ReleaseQuery, releases: readonly Release[]): GvError {
  const names = nearest(query, releases).map(({ version }) => version.label);
  const suggestion = names.length === 0 ? '' : ` The nearest: ${names.join(', ')}.`;
  return new GvError('no-release', `no release matches ${queryText(query)}.${suggestion}`, {
    hint: 'gv list --remote --all shows every release.',
  });
}

function notListed({ label }: Version, base: URL): GvError {
  return new GvError('no-release', `${base.host} does not list go ${label}, which was seen before`, {
    hint: `Its index is out of date, or an attack. "gv install --source proxy ${label}" asks the module proxies; ${FORGET}.`,
  });
}

function noArchive(world: World, release: Release): GvError {
  const platforms = archivePlatforms(release);
  const what = platforms.length === 0 ? 'no archives at all' : `archives for ${platforms.join(', ')}`;
  return new GvError(
    'no-archive',
    `go ${release.version.label} has no archive for ${platformText(world.platform)}; it has ${what}`,
    { hint: 'gv list --remote --all shows other releases.' },
  );
}
