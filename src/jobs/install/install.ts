import { select, type ReleaseQuery } from '../../core/choice/select.ts';
import { isModuleZip } from '../../core/release/module-name.ts';
import type { SourceChoice } from '../../core/release/source-choice.ts';
import { type SourceFacts, sourceOrder } from '../../core/release/source-order.ts';
import type { Source } from '../../core/source.ts';
import type { Version } from '../../core/version.ts';
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
import type { Run, World } from '../../world.ts';
import { tellAge } from '../releases/index-age.ts';
import { loadIndex } from '../releases/release-index.ts';
import { placeArchive } from './archive.ts';
import { findOnMirror, meantRelease, type Meant } from './find-archive.ts';
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
  if (mayWrite(world.layout.root) !== 'no') return undefined;
  return select(query, installedToolchains(world.layout));
}

/** Before the network is asked for what could not be placed anyway. */
function checkWritable({ layout }: World): void {
  // A root that is not there yet is made.
  if (mayWrite(layout.root) !== 'no') return;
  throw new GvError('permission', `nothing can be installed in ${layout.root}: you may not write there`, {
    hint: 'Check who owns it, or set GV_ROOT to a directory of yours.',
    path: layout.root,
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
 * Asks the sources in their order. A wrong or missing proof never leads to another source, and neither does a release that
 * does not exist: only a source that cannot be *reached* does.
 */
async function fromSources(run: Run, job: Job): Promise<Installed> {
  const [first, second] = sourceOrder(factsOf(run, job));
  if (second === 'official') {
    const why = 'the official hosts did not answer a moment ago';
    run.emit({ type: 'fallback', from: 'official', to: 'proxy', why });
  }
  try {
    return await fromSource(run, job, first);
  } catch (failure) {
    if (second === undefined || !isUnreachable(failure)) throw failure;
    // Where GOPROXY names nobody, `direct` leads to Google's hosts again, and nobody else can be announced.
    const isTold = second === 'official' || namesProxy(goSettings(run).proxies);
    if (isTold) run.emit({ type: 'fallback', from: first, to: second, why: failure.message });
    return await fromSource(run, job, second).catch((other: unknown) => {
      if (second === 'official') throw isUnreachable(other) ? bothFailed(failure) : other;
      throw bothFailed(other, isTold ? '' : failure.message);
    });
  }
}

function factsOf(run: Run, { options }: Job): SourceFacts {
  const officialWasDown = wasUnreachable(run, officialHosts(run));
  return {
    choice: options.source,
    offline: run.offline,
    officialWasDown,
    // Go's settings may be wrong, which is no matter while the official hosts answer.
    namesProxy: options.source === 'auto' && officialWasDown && namesProxy(goSettings(run).proxies),
  };
}

/** Installs from one source, and remembers whether the official hosts could be reached. */
async function fromSource(run: Run, job: Job, source: Source): Promise<Installed> {
  if (source === 'proxy') return await fromProxy(run, job);
  try {
    const installed = await fromOfficial(run, job);
    await forgetUnreachable(run, officialHosts(run));
    return installed;
  } catch (error) {
    if (isUnreachable(error) && job.options.source === 'auto' && !run.offline)
      await noteUnreachable(run, officialHosts(run));
    throw error;
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
  const { version, archive } = await find(run, job);
  return placing(run, { version, keeps }, async () => {
    const found = archive();
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
  const workers = startZipWorkers();
  try {
    const version = await findModule(run, { http, query });
    const { logKey, unproven } = options;
    return await placing(run, { version, keeps }, () =>
      placeModule(run, { http, version, workers, logKey, unproven }),
    );
  } finally {
    await workers.stop();
  }
}

async function find(run: Run, { http, query, options }: Job): Promise<Meant> {
  try {
    const index = await loadIndex(run, http);
    tellAge(run, index);
    return meantRelease(run, query, index);
  } catch (error) {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF.network || run.offline || options.full)
      throw error;
    const found = findOnMirror(run, query);
    if (found === undefined) throw error;
    run.emit({
      type: 'notice',
      text: `no release index can be read (${error.message}); asking the mirror alone`,
    });
    return { version: found.version, archive: () => found };
  }
}
