import type { Emit } from '../core/events.ts';
import { select, type ReleaseQuery } from '../core/select.ts';
import type { SourceChoice } from '../core/source-choice.ts';
import { EXIT_OF, GvError } from '../errors.ts';
import { removeFile } from '../io/files.ts';
import { goSettings } from '../io/go-settings.ts';
import { type Http, openHttp } from '../io/http.ts';
import { forgetUnreachable, isUnreachable, noteUnreachable, wasUnreachable } from '../io/reachability.ts';
import { type Installed, installedToolchain, installedToolchains, isWritable } from '../io/toolchains.ts';
import type { Keyring } from '../trust/keys.ts';
import type { World } from '../world.ts';
import { fetchRelease } from './fetch.ts';
import { findModule } from './find-module.ts';
import { findOnMirror, findRelease, type Found } from './find.ts';
import { placeModule } from './install-module.ts';
import { alreadyThere, placing, proveAndPlace } from './placing.ts';
import { loadIndex, tellAge } from './refresh.ts';

export interface InstallOptions {
  /** Install again what is there. */
  readonly force: boolean;
  readonly unproven: boolean;
  readonly offline: boolean;
  readonly source: SourceChoice;
  /** Verifier key of the checksum database to believe. */
  readonly logKey: string;
  readonly keyring: Keyring;
}

/**
 * Installs what a query means and gives the toolchain; one that is there already is left as it is unless forced.
 * An exact release that is installed asks nobody. Fails with any code of the classes 3 to 6.
 */
export async function install(
  world: World,
  query: ReleaseQuery,
  options: InstallOptions,
  emit: Emit,
): Promise<Installed> {
  const there = options.force ? undefined : nearestInstalled(world, query);
  if (there !== undefined) return alreadyThere(there, emit);
  checkWritable(world);
  const http = openHttp(world);
  try {
    return await fromSources(world, { http, query, options, emit });
  } finally {
    await http.close();
  }
}

/**
 * What needs no asking: an exact release that is installed; and where the root can only be read, the newest installed one
 * that the query means.
 */
function nearestInstalled(world: World, query: ReleaseQuery): Installed | undefined {
  if (query.kind === 'exact') return installedToolchain(world.layout, query.version);
  return isWritable(world.layout) ? undefined : select(query, installedToolchains(world.layout));
}

/** Before the network is asked for what could not be placed anyway. */
function checkWritable({ layout }: World): void {
  if (isWritable(layout)) return;
  throw new GvError('permission', `nothing can be installed in ${layout.root}: you may not write there`, {
    hint: 'Check who owns it, or set GV_ROOT to a directory of yours.',
  });
}

interface Job {
  readonly http: Http;
  readonly query: ReleaseQuery;
  readonly options: InstallOptions;
  readonly emit: Emit;
}

/**
 * The official hosts, and where they cannot be *reached* the module proxies. A wrong or missing proof never leads to
 * another source, and neither does a release that does not exist.
 */
async function fromSources(world: World, job: Job): Promise<Installed> {
  const { source, offline } = job.options;
  if (source === 'proxy' && !offline) return fromProxy(world, job);
  if (source === 'auto' && !offline && wasUnreachable(world)) {
    job.emit({
      type: 'notice',
      text: 'the official hosts did not answer a moment ago; asking the module proxies',
    });
    return fromProxy(world, job);
  }
  try {
    const installed = await fromOfficial(world, job);
    await forgetUnreachable(world);
    return installed;
  } catch (error) {
    if (source !== 'auto' || offline || !isUnreachable(error)) throw error;
    await noteUnreachable(world);
    job.emit({ type: 'notice', text: `${error.message}; asking the module proxies instead` });
    return fromProxy(world, job).catch((failure: unknown) => {
      throw bothFailed(failure);
    });
  }
}

/** Where neither source could be reached, there are two cures. */
function bothFailed(failure: unknown): unknown {
  if (!(failure instanceof GvError) || failure.exit !== EXIT_OF.network) return failure;
  const hint = `${failure.hint ?? ''} Or name a server of the official archives with GV_DL_URL.`.trim();
  return new GvError(failure.code, failure.message, { hint, cause: failure });
}

async function fromOfficial(world: World, { http, query, options, emit }: Job): Promise<Installed> {
  const found = await find(world, { http, query, offline: options.offline, emit });
  return placing(world, { version: found.version, ...options, emit }, () =>
    fetchAndPlace(world, { http, found, options, emit }),
  );
}

async function fromProxy(world: World, { http, query, options, emit }: Job): Promise<Installed> {
  const settings = goSettings(world);
  const version = await findModule(world, { http, settings, query });
  return placing(world, { version, ...options, emit }, () =>
    placeModule(world, { http, settings, version, logKey: options.logKey, emit }),
  );
}

interface FindJob {
  readonly http: Http;
  readonly query: ReleaseQuery;
  readonly offline: boolean;
  readonly emit: Emit;
}

async function find(world: World, { http, query, offline, emit }: FindJob): Promise<Found> {
  try {
    const index = await loadIndex(world, http, { offline });
    tellAge(world, index, emit);
    return findRelease(world, query, index);
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF.network || offline) throw error;
    const found = findOnMirror(world, query);
    if (found === undefined) throw error;
    emit({
      type: 'notice',
      text: `no release index can be read (${error.message}); asking the mirror alone`,
    });
    return found;
  }
}

/** A proof that fails says who served what: with several mirrors a person could not know. */
function namingSources(error: GvError, archive: string | undefined, signature: string | undefined): GvError {
  const { code, message, hint } = error;
  const ofSignature = signature !== undefined && code.startsWith('sign') ? `signature from ${signature}` : '';
  const served = [archive === undefined ? '' : `from ${archive}`, ofSignature].filter((text) => text !== '');
  if (served.length === 0) return error;
  const options = { ...(hint === undefined ? {} : { hint }), cause: error };
  return new GvError(code, `${message} (${served.join(', ')})`, options);
}

interface InstallJob {
  readonly http: Http;
  readonly found: Found;
  readonly options: InstallOptions;
  readonly emit: Emit;
}

async function fetchAndPlace(world: World, { http, found, options, emit }: InstallJob): Promise<void> {
  const { version, file, how } = found;
  const { archive, signature } = await fetchRelease(world, http, found, emit);
  const { handle, measured } = archive;
  const expected =
    file.sha256 === undefined ? undefined : { sha256: file.sha256, size: file.size, from: 'index' as const };
  const { keyring, unproven } = options;
  const source = archive.stats.url ?? `cache of ${file.name}`;
  try {
    await proveAndPlace(
      world,
      { version, handle, measured, how, expected, signature: signature?.bytes, keyring, unproven, source },
      emit,
    );
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF['digest-wrong']) throw error;
    // What failed a proof must not be found in the cache by the next attempt.
    await removeFile(archive.path);
    throw namingSources(error, archive.stats.url, signature?.url);
  } finally {
    await handle.close();
  }
  await removeFile(archive.path);
}
