import { select, type ReleaseQuery } from '../../core/choice/select.ts';
import type { Emit } from '../../core/events.ts';
import { isModuleZip } from '../../core/release/module-name.ts';
import type { SourceChoice } from '../../core/release/source-choice.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import {
  forgetUnreachable,
  isUnreachable,
  noteUnreachable,
  officialHosts,
  wasUnreachable,
} from '../../io/cache/reachability.ts';
import { mayWrite } from '../../io/disk/access.ts';
import { goSettings, namesProxy } from '../../io/go/go-settings.ts';
import { type Http, openHttp } from '../../io/http/http.ts';
import {
  type Installed,
  installedToolchain,
  installedToolchains,
  receiptOf,
} from '../../io/store/toolchains.ts';
import { startZipWorkers } from '../../io/zip/zip-workers.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import type { World } from '../../world.ts';
import { tellAge } from '../releases/index-age.ts';
import { loadIndex } from '../releases/release-index.ts';
import { placeArchive } from './archive.ts';
import { findOnMirror, findRelease, type Found } from './find-archive.ts';
import { findModule } from './find-module.ts';
import { placeModule } from './module.ts';
import { type Placing, placing } from './placing.ts';

export interface InstallOptions {
  /** Install again what is there. */
  readonly force: boolean;
  /** Nothing less than the official archive: it replaces a module zip that is there. Goes with `source: 'official'`. */
  readonly full: boolean;
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
  const keeps = keeping(world, options, emit);
  const there = options.force ? undefined : nearestInstalled(world, query);
  if (there !== undefined && keeps(there)) return there;
  checkWritable(world);
  const http = openHttp(world);
  try {
    return await fromSources(world, { http, query, options, keeps, emit });
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
  if (mayWrite(world.layout.root) !== 'no') return undefined;
  return select(query, installedToolchains(world.layout));
}

/** Before the network is asked for what could not be placed anyway. */
function checkWritable({ layout }: World): void {
  // A root that is not there yet is made.
  if (mayWrite(layout.root) !== 'no') return;
  throw new GvError('permission', `nothing can be installed in ${layout.root}: you may not write there`, {
    hint: 'Check who owns it, or set GV_ROOT to a directory of yours.',
  });
}

interface Job {
  readonly http: Http;
  readonly query: ReleaseQuery;
  readonly options: InstallOptions;
  readonly keeps: Placing['keeps'];
  readonly emit: Emit;
}

/** Whether what is there will do, and if so the sentence that says it. */
function keeping(world: World, { force, full }: InstallOptions, emit: Emit): Placing['keeps'] {
  return ({ version, path }) => {
    if (force) return false;
    const release = version.label;
    if (!full) {
      emit({ type: 'already', release, path });
      return true;
    }
    const receipt = receiptOf(world.layout, version);
    if (receipt === undefined || isModuleZip(receipt)) return false;
    emit({ type: 'notice', text: `go ${release} is the whole archive already: nothing to replace` });
    return true;
  };
}

/**
 * The official hosts, and where they cannot be *reached* the module proxies. A wrong or missing proof never leads to
 * another source, and neither does a release that does not exist.
 */
async function fromSources(world: World, job: Job): Promise<Installed> {
  const { source, offline } = job.options;
  if (source === 'proxy' && !offline) return fromProxy(world, job);
  const isAuto = source === 'auto' && !offline;
  if (isAuto && wasUnreachable(world, officialHosts(world)) && namesProxy(goSettings(world).proxies)) {
    const text = 'the official hosts did not answer a moment ago; asking the module proxies';
    job.emit({ type: 'notice', text });
    try {
      return await fromProxy(world, job);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      // Nobody answers there: what could not be reached a moment ago may be back.
      job.emit({ type: 'notice', text: `${error.message}; asking the official hosts again` });
      return fromOfficialAgain(world, job, error);
    }
  }
  try {
    const installed = await fromOfficial(world, job);
    await forgetUnreachable(world, officialHosts(world));
    return installed;
  } catch (error) {
    if (!isAuto || !isUnreachable(error)) throw error;
    await noteUnreachable(world, officialHosts(world));
    // Without one only `direct` is left, Google's hosts again, and nobody else can be announced.
    const isTold = namesProxy(goSettings(world).proxies);
    if (isTold) job.emit({ type: 'notice', text: `${error.message}; asking the module proxies instead` });
    return fromProxy(world, job).catch((failure: unknown) => {
      throw bothFailed(failure, isTold ? '' : error.message);
    });
  }
}

async function fromOfficialAgain(world: World, job: Job, failure: GvError): Promise<Installed> {
  try {
    const installed = await fromOfficial(world, job);
    await forgetUnreachable(world, officialHosts(world));
    return installed;
  } catch (error) {
    throw isUnreachable(error) ? bothFailed(failure) : error;
  }
}

/** Where neither source could be reached, there are two cures, and two failures to tell unless `first` was told or is the same. */
function bothFailed(failure: unknown, first = ''): unknown {
  if (!(failure instanceof GvError) || failure.exit !== EXIT_OF.network) return failure;
  const hint = `${failure.hint ?? ''} Or name a server of the official archives with GV_DL_URL.`.trim();
  const message = failure.message.startsWith(first) ? failure.message : `${first}; ${failure.message}`;
  return new GvError(failure.code, message, { hint, cause: failure });
}

async function fromOfficial(world: World, job: Job): Promise<Installed> {
  const { http, options, keeps, emit } = job;
  const found = await find(world, job);
  const { version } = found;
  return placing(world, { version, keeps, offline: options.offline, emit }, () =>
    placeArchive(world, { http, found, options, emit }),
  );
}

async function fromProxy(world: World, { http, query, options, keeps, emit }: Job): Promise<Installed> {
  const settings = goSettings(world);
  const workers = startZipWorkers();
  try {
    const version = await findModule(world, { http, settings, query });
    const { offline, logKey, unproven } = options;
    return await placing(world, { version, keeps, offline, emit }, () =>
      placeModule(world, { http, settings, version, workers, logKey, unproven, emit }),
    );
  } finally {
    await workers.stop();
  }
}

async function find(world: World, { http, query, options, emit }: Job): Promise<Found> {
  const { offline, full } = options;
  try {
    const index = await loadIndex(world, http, { offline });
    tellAge(world, index, emit);
    return findRelease(world, query, index);
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF.network || offline || full) throw error;
    const found = findOnMirror(world, query);
    if (found === undefined) throw error;
    emit({
      type: 'notice',
      text: `no release index can be read (${error.message}); asking the mirror alone`,
    });
    return found;
  }
}
