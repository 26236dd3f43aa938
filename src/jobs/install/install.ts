import { select, type ReleaseQuery } from '../../core/choice/select.ts';
import { isModuleZip } from '../../core/release/module-name.ts';
import type { SourceChoice } from '../../core/release/source-choice.ts';
import type { Version } from '../../core/version.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import {
  forgetUnreachable,
  isUnreachable,
  noteUnreachable,
  officialHosts,
  wasUnreachable,
} from '../../io/cache/reachability.ts';
import { goSettings, namesProxy } from '../../io/go/go-settings.ts';
import { type Http, openHttp } from '../../io/http/http.ts';
import {
  type Installed,
  installedToolchain,
  installedToolchains,
  isWritable,
  receiptOf,
} from '../../io/store/toolchains.ts';
import { startZipWorkers } from '../../io/zip/zip-workers.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import type { Run, World } from '../../world.ts';
import { tellAge } from '../releases/index-age.ts';
import { loadIndex } from '../releases/release-index.ts';
import { placeArchive } from './archive.ts';
import { findOnMirror, findRelease, type Found } from './find-archive.ts';
import { findModule } from './find-module.ts';
import { placeModule } from './module.ts';
import { type PlaceRequest, placing } from './placing.ts';

export interface InstallOptions {
  /** Install again what is there. */
  readonly force: boolean;
  /** Nothing less than the official archive: it replaces a module zip that is there. Goes with `source: 'official'`. */
  readonly full: boolean;
  readonly unproven: boolean;
  readonly source: SourceChoice;
  /** Verifier key of the checksum database to believe. */
  readonly logKey: string;
  readonly keyring: Keyring;
}

/**
 * Installs what a query means and gives the toolchain; one that is there already is left as it is unless forced.
 * An exact release that is installed asks nobody. Fails with any code of the classes 3 to 6.
 */
export async function install(run: Run, query: ReleaseQuery, options: InstallOptions): Promise<Installed> {
  const keeps = keeping(run, options);
  const there = options.force ? undefined : nearestInstalled(run, query);
  if (there !== undefined && keeps(there)) return there;
  checkWritable(run);
  const http = openHttp(run);
  try {
    return await fromSources(run, { http, query, options, keeps });
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
  readonly keeps: PlaceRequest['keeps'];
}

/** Whether what is there will do, and if so the sentence that says it. */
function keeping({ layout, emit }: Run, { force, full }: InstallOptions): PlaceRequest['keeps'] {
  return ({ version, path }) => {
    if (force) return false;
    const release = version.label;
    if (!full) {
      emit({ type: 'already', release, path });
      return true;
    }
    const receipt = receiptOf(layout, version);
    if (receipt === undefined || isModuleZip(receipt)) return false;
    emit({ type: 'notice', text: `go ${release} is the whole archive already: nothing to replace` });
    return true;
  };
}

/**
 * The official hosts, and where they cannot be *reached* the module proxies. A wrong or missing proof never leads to
 * another source, and neither does a release that does not exist.
 */
async function fromSources(run: Run, job: Job): Promise<Installed> {
  const { emit, offline } = run;
  const { source } = job.options;
  if (source === 'proxy' && !offline) return fromProxy(run, job);
  const isAuto = source === 'auto' && !offline;
  if (isAuto && wasUnreachable(run, officialHosts(run)) && namesProxy(goSettings(run).proxies)) {
    const text = 'the official hosts did not answer a moment ago; asking the module proxies';
    emit({ type: 'notice', text });
    try {
      return await fromProxy(run, job);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      // Nobody answers there: what could not be reached a moment ago may be back.
      emit({ type: 'notice', text: `${error.message}; asking the official hosts again` });
      return fromOfficialAgain(run, job, error);
    }
  }
  try {
    const installed = await fromOfficial(run, job);
    await forgetUnreachable(run, officialHosts(run));
    return installed;
  } catch (error) {
    if (!isAuto || !isUnreachable(error)) throw error;
    await noteUnreachable(run, officialHosts(run));
    // Without one only `direct` is left, Google's hosts again, and nobody else can be announced.
    const isTold = namesProxy(goSettings(run).proxies);
    if (isTold) emit({ type: 'notice', text: `${error.message}; asking the module proxies instead` });
    return fromProxy(run, job).catch((failure: unknown) => {
      throw bothFailed(failure, isTold ? '' : error.message);
    });
  }
}

async function fromOfficialAgain(run: Run, job: Job, failure: GvError): Promise<Installed> {
  try {
    const installed = await fromOfficial(run, job);
    await forgetUnreachable(run, officialHosts(run));
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

async function fromOfficial(run: Run, job: Job): Promise<Installed> {
  const { http, options, keeps } = job;
  const found = await find(run, job);
  const { version } = found;
  return placing(run, { version, keeps }, async () => {
    if (run.offline) throw offlineError(version);
    await placeArchive(run, { http, found, options });
  });
}

function offlineError({ label }: Version): GvError {
  return new GvError('offline', `go ${label} would have to be fetched, and gv may not use the network`, {
    hint: 'Leave --offline (GV_OFFLINE) out, or carry the archive and its .asc here: gv install ./FILE',
  });
}

async function fromProxy(run: Run, { http, query, options, keeps }: Job): Promise<Installed> {
  const settings = goSettings(run);
  const workers = startZipWorkers();
  try {
    const version = await findModule(run, { http, settings, query });
    const { logKey, unproven } = options;
    return await placing(run, { version, keeps }, () =>
      placeModule(run, { http, settings, version, workers, logKey, unproven }),
    );
  } finally {
    await workers.stop();
  }
}

async function find(run: Run, { http, query, options }: Job): Promise<Found> {
  try {
    const index = await loadIndex(run, http);
    tellAge(run, index);
    return findRelease(run, query, index);
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF.network || run.offline || options.full)
      throw error;
    const found = findOnMirror(run, query);
    if (found === undefined) throw error;
    run.emit({
      type: 'notice',
      text: `no release index can be read (${error.message}); asking the mirror alone`,
    });
    return found;
  }
}
