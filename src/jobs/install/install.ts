import { join } from 'node:path';
import { queryText } from '../../core/choice/query.ts';
import { select, type ReleaseQuery } from '../../core/choice/select.ts';
import { missingInSharedRoot } from '../../core/own/own-root.ts';
import type { ProofKind } from '../../core/proof.ts';
import type { SourceChoice } from '../../core/release/source-choice.ts';
import type { Source } from '../../core/source.ts';
import { isWhole, lackedBy } from '../../core/toolchain/receipt.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import {
  forgetUnreachable,
  isUnreachable,
  noteUnreachable,
  officialHosts,
} from '../../io/cache/reachability.ts';
import { mayWrite, ownerOf } from '../../io/disk/access.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { type Http, openHttp } from '../../io/http/http.ts';
import { checkPlace } from '../../io/stage/place.ts';
import {
  canRun,
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
import { finishAgain } from './finishing.ts';
import { placeModule } from './module.ts';
import { type PlaceRequest, placing, repairLeft } from './placing.ts';
import { fromSources } from './sources.ts';

export interface InstallOptions {
  /** Install again a release that is installed. */
  readonly force: boolean;
  /** Take only the official archive, which replaces an installed module zip. Goes with `source: 'official'`. */
  readonly full: boolean;
  readonly unproven: boolean;
  /** For a module zip, copy what an installed toolchain of the line has already. */
  readonly reuse: boolean;
  readonly source: SourceChoice;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
  readonly keyring: Keyring;
  /** Proofs that the user makes mandatory. */
  readonly demanded: readonly ProofKind[];
  readonly global: PlaceRequest['global'];
}

/**
 * Installs the release of a query and gives its toolchain; an installed one is left as it is unless forced. No server is asked
 * for an exact release that is installed. Fails with any code of the classes 3 to 6.
 */
export async function install(run: Run, query: ReleaseQuery, options: InstallOptions): Promise<Installed> {
  if (query.kind === 'exact') await repairLeft(run, query.version);
  const keeps = keeping(run, options);
  const there = options.force ? undefined : nearestInstalled(run, query);
  if (there !== undefined && keeps(there)) return finishAgain(run, there, options.global);
  checkWritable(run, query);
  if (query.kind === 'exact') checkPlace(run.layout, query.version);
  const http = openHttp(run);
  try {
    const job = { http, query, options, keeps };
    return await fromSources(run, sourceFor(options), (source) => fromSource(run, job, source));
  } finally {
    await http.close();
  }
}

/** The source, where digest or signature is mandatory: both are over archives. Fails with `usage` for the module proxies. */
function sourceFor({ source, demanded }: InstallOptions): SourceChoice {
  const ofArchives = demanded.filter((kind) => kind !== 'log');
  if (ofArchives.length === 0) return source;
  if (source !== 'proxy') return 'official';
  const text = `no module proxy has the ${ofArchives.join(' and ')} that is mandatory by --require, or by require in the config`;
  throw new GvError('usage', text, { hint: 'Leave --source proxy (GV_SOURCE) out.' });
}

/**
 * The installed toolchain that answers a query without a server: an exact release; and where the root can only be read, the
 * newest installed one that the query means.
 */
function nearestInstalled(world: World, query: ReleaseQuery): Installed | undefined {
  if (query.kind === 'exact') return installedToolchain(world.layout, query.version);
  if (mayWrite(world.layout.root) !== 'no') return undefined;
  return select(query, installedToolchains(world.layout));
}

/** Fails before the network is used for a release that could not be placed. */
function checkWritable({ layout }: World, query: ReleaseQuery): void {
  // A missing root is made.
  if (mayWrite(layout.root) !== 'no') return;
  if (layout.user !== undefined) {
    const where = `${layout.root} belongs to ${ownerOf(layout.root)}`;
    const text = queryText(query);
    throw new GvError(
      'permission',
      `${where}: you may not write there, so go ${text} cannot be installed in it`,
      {
        hint: missingInSharedRoot(layout, text),
      },
    );
  }
  throw new GvError('permission', `nothing can be installed in ${layout.root}: you may not write there`, {
    hint: 'Check its owner (ls -ld), or set GV_ROOT to a directory of yours.',
    path: layout.root,
  });
}

interface Job {
  readonly http: Http;
  readonly query: ReleaseQuery;
  readonly options: InstallOptions;
  readonly keeps: PlaceRequest['keeps'];
}

/** Decides whether an installed toolchain is kept; announces it if so. */
function keeping({ layout, emit }: Run, { force, full, demanded }: InstallOptions): PlaceRequest['keeps'] {
  // Asked before the network is used, and again under the mutex.
  let isWarned = false;
  return ({ version, path }) => {
    if (force) return false;
    const release = version.label;
    const lacking = lackedBy(receiptOf(layout, version), demanded);
    const flaw =
      flawOf({ version, path }) ??
      (lacking.length > 0
        ? `go ${release} was installed without the mandatory ${lacking.join(' and ')}; installing again`
        : undefined);
    if (flaw !== undefined) {
      if (!isWarned) emit({ type: 'warning', text: flaw });
      isWarned = true;
      return false;
    }
    if (!full) {
      emit({ type: 'already', release, path });
      return true;
    }
    const receipt = receiptOf(layout, version);
    if (receipt === undefined || !isWhole(receipt)) return false;
    emit({ type: 'notice', text: `go ${release} is the official archive already: nothing to replace` });
    return true;
  };
}

/** The flaw, in words, of a toolchain that is not the one of its name; undefined without one. */
function flawOf({ version, path }: Installed): string | undefined {
  const release = version.label;
  if (!canRun({ version, path })) {
    return `${path}/bin/go is empty or may not be executed; installing go ${release} again`;
  }
  // A copy or a link under another name, or a tree that another manager has brought up to date.
  const says = /^go(\S+)/.exec(readSmallOrNothing(join(path, 'VERSION')) ?? '')?.[1];
  const other = says === undefined ? undefined : parseVersion(says);
  if (other === undefined || other.name === version.name) return undefined;
  return `${path} holds go ${other.label}; installing go ${release} in its place`;
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

async function fromOfficial(run: Run, job: Job): Promise<Installed> {
  const { http, options, keeps } = job;
  const { version, archive } = await find(run, job);
  return placing(run, { version, keeps, global: options.global }, async () => {
    const found = archive();
    if (run.offline) throw offlineError(version);
    await placeArchive(run, { http, found, options });
  });
}

function offlineError({ label }: Version): GvError {
  return new GvError('offline', `go ${label} needs a download, and gv may not use the network`, {
    hint: 'Leave --offline (GV_OFFLINE) out, or carry the archive and its .asc here: gv install ./FILE',
  });
}

async function fromProxy(run: Run, { http, query, options, keeps }: Job): Promise<Installed> {
  const workers = startZipWorkers();
  try {
    const version = await findModule(run, { http, query });
    const { logKey, unproven, reuse, global } = options;
    return await placing(run, { version, keeps, global }, () =>
      placeModule(run, { http, version, workers, logKey, unproven, reuse }),
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
      text: `no release index can be read (${error.message}); asking only the mirror`,
    });
    return { version: found.version, archive: () => found };
  }
}
