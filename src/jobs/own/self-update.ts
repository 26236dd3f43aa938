import { join } from 'node:path';
import { GV_VERSION } from '../../core/own/about.ts';
import { compareGvVersions, parseGvVersion, type GvVersion } from '../../core/own/gv-version.ts';
import { RELEASE_HOME, type ReleaseHome } from '../../core/own/release-home.ts';
import { GvError } from '../../errors.ts';
import { entryKind, linkTarget, namesIn, readSmall } from '../../io/disk/read.ts';
import { makeDirectory, removeFile, removeTree } from '../../io/disk/write.ts';
import { openHttp } from '../../io/http/http.ts';
import { runInstaller } from '../../io/own/installer.ts';
import { releasePlace, type GotFile, type ReleasePlace } from '../../io/own/release-place.ts';
import { withProgramMutex } from '../../io/store/mutexes.ts';
import { unpackProgram } from '../../io/tar/unpack-program.ts';
import { checkDigest } from '../../trust/digest.ts';
import {
  archiveFor,
  readSignedSums,
  requireReleaseKey,
  type ReleaseArchive,
  type SignedRelease,
} from '../../trust/release-sums.ts';
import type { Run, World } from '../../world.ts';
import { tellDownload, tellDownloaded } from '../install/fetch.ts';

export interface SelfUpdateOptions {
  /** Asked for by name; undefined for the newest. */
  readonly version: GvVersion | undefined;
  /** Also the same release, or an older one. */
  readonly force: boolean;
  /** Look, and change nothing. */
  readonly check: boolean;
}

/** What a look at the releases found, and whether gv was replaced. */
export type SelfUpdate =
  | { readonly kind: 'same'; readonly version: string }
  | { readonly kind: 'available'; readonly version: string }
  | { readonly kind: 'updated'; readonly version: string };

/**
 * Replaces gv by a release whose list of files this gv's key signed. The new release's own install.sh, proven with the
 * rest, puts it in place. Fails with `no-release-key`, `bad-config`, `no-release`, `no-archive`, `gv-older`, the codes of
 * `readSignedSums` and of downloads, `digest-wrong`, `archive-hostile`, `permission`, `disk`, `disk-full`.
 */
export async function selfUpdate(
  run: Run,
  options: SelfUpdateOptions,
  home: ReleaseHome = RELEASE_HOME,
): Promise<SelfUpdate> {
  requireReleaseKey(home.keys);
  const http = openHttp(run);
  try {
    const place = releasePlace(http, baseOf(run, home, options.version));
    const release = await readRelease(place, home, options.version);
    const version = release.version.text;
    const order = compareGvVersions(release.version, runningVersion());
    if (order < 0 && options.version === undefined && !options.force) throw older(release, place);
    if (order === 0 && !options.force) return { kind: 'same', version };
    if (options.check) return { kind: 'available', version };
    const archive = archiveFor(release, archivePlatform(run));
    const waiting = (holder: string): void =>
      run.emit({ type: 'notice', text: `waiting for another gv (${holder})` });
    await withProgramMutex(run, { purpose: `updating gv to ${version}`, waiting }, () =>
      replace(run, { place, archive, version }),
    );
    return { kind: 'updated', version };
  } finally {
    await http.close();
  }
}

function runningVersion(): GvVersion {
  const version = parseGvVersion(GV_VERSION);
  if (version === undefined) throw new GvError('failed', `gv's own version is none: ${GV_VERSION}`);
  return version;
}

/** The variable chooses where bytes come from, never what is believed. */
function baseOf(world: World, home: ReleaseHome, version: GvVersion | undefined): string {
  const named = (world.env['GV_INSTALL_BASE'] ?? '').replace(/\/+$/, '');
  const [newest, numbered] = named === '' ? [home.newest, home.numbered] : [named, `${named}/v{version}`];
  const base = version === undefined ? newest : numbered.replace('{version}', version.text);
  if (base !== '') return base;
  throw new GvError('bad-config', 'this build of gv does not know where its releases lie', {
    hint: 'Set GV_INSTALL_BASE to the address, or to the directory, that holds SHA256SUMS.',
  });
}

async function readRelease(
  place: ReleasePlace,
  { keys }: ReleaseHome,
  asked: GvVersion | undefined,
): Promise<SignedRelease> {
  const [sums, signature] = await Promise.all([place.small('SHA256SUMS'), place.small('SHA256SUMS.sig')]);
  if (sums === undefined) {
    const what = asked === undefined ? 'no release of gv' : `no gv ${asked.text}`;
    throw new GvError('no-release', `${place.name} has ${what}: there is no SHA256SUMS`, {
      hint: 'Check the version, and GV_INSTALL_BASE.',
    });
  }
  const release = readSignedSums({ sums, signature, keys });
  if (asked === undefined || asked.text === release.version.text) return release;
  throw new GvError(
    'content-wrong',
    `${place.name} serves gv ${release.version.text} instead of ${asked.text}`,
    { hint: 'The server is wrong, or lies: try another (GV_INSTALL_BASE).' },
  );
}

/** A server that keeps old files, or is made to serve them, would bring back mistakes that were mended since. */
function older({ version }: SignedRelease, place: ReleasePlace): GvError {
  return new GvError(
    'gv-older',
    `${place.name} offers gv ${version.text}, and this is ${GV_VERSION} already`,
    {
      hint: `If you want the older one: gv self-update ${version.text}, or gv self-update --rollback`,
    },
  );
}

/** A root without a Node of its own runs on another, and goes on so. */
function archivePlatform({ layout, platform }: World): string {
  return entryKind(layout.node) === 'absent' ? 'any' : `${platform.os}-${platform.arch}`;
}

interface ReplaceRequest {
  readonly place: ReleasePlace;
  readonly archive: ReleaseArchive;
  readonly version: string;
}

const STAGE = 'self-update.';

async function replace(run: Run, { place, archive, version }: ReplaceRequest): Promise<void> {
  const { layout, emit } = run;
  for (const left of namesIn(layout.staging).filter((name) => name.startsWith(STAGE))) {
    await removeTree(join(layout.staging, left));
  }
  const got = await place.archive({
    ...archive,
    emit: (event) => tellDownload(event, archive.name, emit),
  });
  const { stats } = got;
  if (stats !== undefined) tellDownloaded({ measured: got.measured, stats }, emit);
  const stage = join(layout.staging, `${STAGE}${process.pid}`);
  try {
    checkDigest({ ...got.measured, name: archive.name }, archive);
    emit({ type: 'notice', text: `proof: ${archive.name} is in SHA256SUMS, signed by the release key` });
    const top = archive.name.replace(/\.tar\.gz$/, '');
    await unpackInto(run, stage, { got, top });
    await runInstaller(run, join(stage, top, 'install.sh'), ['--update']);
  } finally {
    await got.handle.close();
    await removeTree(stage);
    await removeFile(got.path);
  }
  checkPlaced(run, version);
}

interface UnpackRequest {
  readonly got: GotFile;
  readonly top: string;
}

async function unpackInto(world: World, stage: string, { got, top }: UnpackRequest): Promise<void> {
  await makeDirectory(stage, 0o700);
  await unpackProgram(got.handle, { into: stage, top }, { signal: world.signal });
}

function checkPlaced({ layout }: World, version: string): void {
  const placed = readSmall(join(layout.lib, 'VERSION'))?.trim();
  if (placed === version) return;
  throw new GvError('failed', `gv ${version} was not put in place: ${layout.lib} has ${placed ?? 'none'}`, {
    hint: 'Run gv self-update again.',
  });
}

/** Goes back to the gv before the last update; again, it goes forward. Fails with `no-release` where none is kept. */
export async function rollback(world: World): Promise<string> {
  const { layout } = world;
  return withProgramMutex(world, { purpose: 'going back to the gv before' }, async () => {
    const [current, previous] = [layout.currentProgram, layout.previousProgram].map(linkTarget);
    const program = join(layout.programs, previous ?? '', 'lib');
    const isName = previous !== undefined && /^[0-9A-Za-z][0-9A-Za-z.-]*$/.test(previous);
    const version = isName && previous !== current ? readSmall(join(program, 'VERSION'))?.trim() : undefined;
    if (version === undefined) {
      throw new GvError('no-release', 'no gv from before an update is kept', {
        hint: 'gv self-update VERSION gets a release by its number.',
      });
    }
    await runInstaller(world, join(program, 'install.sh'), ['--update']);
    checkPlaced(world, version);
    return version;
  });
}
