import { join } from 'node:path';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import { removeFile, removeTree } from '../../io/disk/write.ts';
import type { Downloaded, DownloadEvent } from '../../io/download/download.ts';
import { inOnePiece, isOfBytes, type Note } from '../../io/download/in-one-piece.ts';
import { goSettings, isFileProxyAlone } from '../../io/go/go-settings.ts';
import type { Http } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import type { Stage } from '../../io/store/staging.ts';
import { unpackAhead } from '../../io/zip/zip-ahead.ts';
import type { ZipReader } from '../../io/zip/zip-tail.ts';
import { type UnpackedZip, unpackModuleZip } from '../../io/zip/zip-unpack.ts';
import type { ZipWorkers } from '../../io/zip/zip-workers.ts';
import type { Run } from '../../world.ts';
import { answerOf, askLog, isSilence, type LogAnswer } from '../log/ask-log.ts';
import { differenceText, doubtText } from '../reuse/difference.ts';
import { type ReusedRelease, reuseInstalled } from '../reuse/reuse-installed.ts';
import { checkRoomAtStart, namingSources, tellDownload, tellDownloaded } from './fetch.ts';
import { inStage } from './place.ts';
import { type ArrivedZip, placeUnpacked, unpackingOf } from './prove-module.ts';

/** A release that a module proxy has. */
export interface ModuleJob {
  readonly http: Http;
  readonly version: Version;
  /** Started early, as the start takes as long as a server's answer; the caller ends them. */
  readonly workers: ZipWorkers;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
  /** `--unproven` stood on this command line. */
  readonly unproven: boolean;
  /** Files of an installed toolchain may be copied in the place of a download. */
  readonly reuse: boolean;
}

/**
 * Downloads a release as a module zip, unpacks it meanwhile, and makes it visible once the checksum database has proven it. Where
 * a toolchain of the same line is installed, only pieces of the zip are fetched. The checksum database is asked as soon as
 * the zip arrives. Call it inside `placing`. Fails as `placeModuleZip` does, and with the codes of the network.
 */
export async function placeModule(run: Run, job: ModuleJob): Promise<void> {
  await inStage(run, job.version, async (stage) => {
    const stop = new AbortController();
    const log = asking(run, job, stop.signal);
    let ready: ZipWorkers | undefined = job.workers;
    const onStart = (): void => {
      ready = undefined;
      void log.ask();
    };
    try {
      // Without the checksum database nothing but a CRC would speak for the copied files.
      const mayReuse = job.reuse && !job.unproven;
      const reused = mayReuse ? await reuseInstalled(run, { ...job, stage: stage.path, onStart }) : undefined;
      if (reused === undefined) await placeWhole(run, job, { stage, log, ready });
      else await placeReused(run, job, { stage, log, reused });
    } finally {
      stop.abort();
    }
  });
}

interface PlaceContext {
  readonly stage: Stage;
  readonly log: Log;
}

interface ReusedContext extends PlaceContext {
  readonly reused: ReusedRelease;
}

/** Where the checksum database has another h1, the whole zip is downloaded once, and tells which of the files differ. */
async function placeReused(
  run: Run,
  job: ModuleJob,
  { stage, log, reused: release }: ReusedContext,
): Promise<void> {
  const { tree, name, size, source, reused } = release;
  const answer = await log.ask();
  if (answer.kind === 'proof' && answer.proof.h1 === tree.h1) {
    const { version, unproven } = job;
    const zip = {
      version,
      measured: { name, size, sha256: '' },
      source,
      digest: NO_DIGEST,
      unproven,
      reused,
    };
    return await placeUnpacked(run, { zip, stage, tree, asking: Promise.resolve(answer) });
  }
  run.emit({ type: 'notice', text: doubtText(release) });
  const proven = await placeWhole(run, job, { stage, log });
  run.emit({ type: 'warning', text: differenceText(release, proven) });
}

const NO_DIGEST = { state: 'none' } as const;

interface WholeContext extends PlaceContext {
  /** Threads that nothing used yet. */
  readonly ready?: ZipWorkers | undefined;
}

/** Downloads the whole zip, and gives its tree once that is in place. */
async function placeWhole(run: Run, job: ModuleJob, context: WholeContext): Promise<UnpackedZip> {
  let { ready } = context;
  return await inOnePiece(run, async (note) => {
    const workers = ready;
    ready = undefined;
    return await placeDownload(run, job, { ...context, ready: workers, note });
  });
}

interface DownloadContext extends WholeContext {
  readonly note: Note;
}

async function placeDownload(
  run: Run,
  job: ModuleJob,
  { stage, log, ready, note }: DownloadContext,
): Promise<UnpackedZip> {
  let size = 0;
  const options = unpackingOf(run, job.version, () => size);
  // The files of an earlier attempt.
  await removeTree(join(stage.path, 'go'));
  const ahead = unpackAhead(stage.path, options, ready);
  try {
    const zip = await fetchModule(run, job, {
      reader: ahead.reader,
      onBytes: () => void log.ask(),
      stage: stage.path,
    });
    note(zip);
    size = zip.measured.size;
    return await whileOpen(zip, async (arrived) => {
      const tree =
        (await ahead.finish(zip.handle)) ?? (await unpackModuleZip(zip.handle, stage.path, options));
      const { version, unproven } = job;
      const placing = { zip: { ...arrived, version, unproven }, stage, tree, asking: log.ask() };
      await placeUnpacked(run, placing);
      return tree;
    });
  } finally {
    await ahead.stop();
  }
}

interface OnTheWay {
  readonly reader: ZipReader;
  readonly onBytes: () => void;
  /** The directory that takes the tree. */
  readonly stage: string;
}

async function fetchModule(
  run: Run,
  { http, version }: ModuleJob,
  { reader, onBytes, stage }: OnTheWay,
): Promise<Downloaded> {
  const { version: moduleVersion } = toolchainModule(version, run.platform);
  const name = `${moduleVersion}.zip`;
  const destination = join(run.layout.cache, name);
  const tell = (event: DownloadEvent): void => {
    checkRoomAtStart(event, { subject: `go ${version.label}`, file: destination, stage });
    if (event.kind === 'bytes') onBytes();
    tellDownload(event, name, run.emit);
  };
  const proxy = moduleProxy(run, http);
  const zip = await proxy.zip(moduleVersion, { destination, emit: tell, reader });
  tellDownloaded(zip, run.emit);
  return zip;
}

/** Removes the zip from the cache after its proof failed; `finish` does so once it is placed. */
async function whileOpen<T>(
  { handle, measured, stats, path }: Downloaded,
  work: (arrived: Omit<ArrivedZip, 'version' | 'unproven'>) => Promise<T>,
): Promise<T> {
  const source = stats.url ?? `cache of ${measured.name}`;
  try {
    return await work({ handle, measured, source, digest: NO_DIGEST });
  } catch (error) {
    if (error instanceof GvError && error.exit === EXIT_OF['log-wrong']) await removeFile(path);
    throw isOfBytes(error) ? namingSources(error, { archive: stats.url }) : error;
  } finally {
    await handle.close();
  }
}

interface Log {
  ask(): Promise<LogAnswer>;
}

/** Asks the checksum database once for all calls of `ask`; `signal` ends the question. */
function asking(run: Run, job: ModuleJob, signal: AbortSignal): Log {
  let answer: Promise<LogAnswer> | undefined;
  const start = (): Promise<LogAnswer> => {
    const started = answerFor(run, job, signal);
    started.catch(() => undefined);
    return started;
  };
  return { ask: () => (answer ??= start()) };
}

/**
 * Asks the log for a module zip. No answer is a failure, unless the user allows an unproven zip; so is GOSUMDB=off, except where
 * the only proxy is a directory, as with the go command; the zip is then unproven too.
 */
function answerFor(run: Run, job: ModuleJob, signal: AbortSignal): Promise<LogAnswer> {
  const alone = isFileProxyAlone(goSettings(run));
  const excused = (error: GvError): boolean =>
    alone ? isSilence(error) || error.code === 'log-disabled' : job.unproven && isSilence(error);
  return answerOf(askLog(run, { ...job, platform: run.platform, signal }), excused);
}
