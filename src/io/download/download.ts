import { lstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Measured } from '../../core/measured.ts';
import { GvError, hasCode } from '../../errors.ts';
import type { World } from '../../world.ts';
import { onDisk } from '../disk/disk-error.ts';
import { makeDirectory, removeFile } from '../disk/write.ts';
import type { Http } from '../http/http.ts';
import { complete, startRun, type DownloadRequest } from './attempts.ts';
import { openFinished, openPart, type OwnedFile } from './part-file.ts';
import { dropSource, readSource } from './part-source.ts';

export type { DownloadEvent, DownloadRequest } from './attempts.ts';

export interface DownloadStats {
  /** Bytes that came over the network, all attempts together. */
  readonly bytes: number;
  /** Bytes taken over from an earlier download, finished or not. */
  readonly resumedBytes: number;
  readonly retries: number;
  readonly ms: number;
  /** The source that served the file, without credentials; undefined for a file of the cache. */
  readonly url: string | undefined;
}

export interface Downloaded {
  readonly path: string;
  /** Open on the bytes that were measured; the caller closes it. */
  readonly handle: FileHandle;
  readonly measured: Measured;
  /**
   * The bytes lay in the cache, or came in several answers, and no digest says whether they still are those of the server: another
   * download may bring other ones.
   */
  readonly isDoubtful: boolean;
  readonly stats: DownloadStats;
}

/**
 * Brings a file into the cache and measures it on the way: a finished file of the cache, the rest of an interrupted download,
 * or the whole. A source that fails is followed by the next; a source that serves a file of the wrong length is not, as a
 * wrong proof never leads to another source. Fails with `network`, `stalled`, `http-status`, `not-an-archive`, `size-wrong`,
 * `bad-redirect`, `interrupted`, `disk-full`, `permission`, `disk`.
 */
export async function download(http: Http, world: World, request: DownloadRequest): Promise<Downloaded> {
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  await makeDirectory(dirname(request.destination));
  const isUnknown = request.expectedSha256 === undefined;
  const cached = await fromCache(request);
  if (cached !== undefined) {
    const { size } = cached.measured;
    request.emit?.({ kind: 'cached', size });
    const stats = { bytes: 0, resumedBytes: size, retries: 0, ms: elapsed(), url: undefined };
    return { path: request.destination, ...cached, isDoubtful: isUnknown, stats };
  }
  const partPath = partOf(request.destination);
  const run = startRun({ http, world, request, partPath, part: await openPart(partPath, request.reader) });
  try {
    const url = await complete(run);
    await dropSource(partPath);
    const finished = await run.part.finish(request.destination, request.fileName);
    const { bytes, resumedBytes, retries, glued } = run.counts;
    return {
      path: request.destination,
      ...finished,
      isDoubtful: isUnknown && glued,
      stats: { bytes, resumedBytes, retries, ms: elapsed(), url },
    };
  } catch (error) {
    await run.part.close();
    const isUseful = run.part.size > 0 && !hasCode(error, 'size-wrong') && readSource(partPath) !== undefined;
    if (!isUseful) await dropPart(partPath);
    throw isUseful && hasCode(error, 'interrupted') ? resumable(error) : error;
  }
}

/** Removes what a download left for this destination, finished or not. Fails with `permission` or `disk`. */
export async function forgetDownload(destination: string): Promise<void> {
  await dropPart(partOf(destination));
  await removeFile(destination);
}

async function dropPart(part: string): Promise<void> {
  await removeFile(part);
  await dropSource(part);
}

/** The bytes of a file, whole or in part, that an earlier download left for this destination. */
export function arrivedBytes(destination: string): number {
  for (const path of [destination, partOf(destination)]) {
    const stat = onDisk(path, () => lstatSync(path, { throwIfNoEntry: false }));
    if (stat?.isFile() === true) return stat.size;
  }
  return 0;
}

function partOf(destination: string): string {
  return `${destination}.part`;
}

function resumable(cause: GvError): GvError {
  return new GvError('interrupted', cause.message, {
    hint: 'The part that has arrived is kept: the same command goes on from there.',
    cause,
  });
}

/** A finished file of the same name; undefined when its size or digest is another than expected. */
async function fromCache(request: DownloadRequest): Promise<OwnedFile | undefined> {
  const found = await openFinished(request.destination, request.fileName, request.reader);
  if (found === undefined) return undefined;
  const { size, sha256 } = found.measured;
  const { expectedSize = size, expectedSha256 = sha256 } = request;
  if (size === expectedSize && sha256 === expectedSha256 && size > 0) return found;
  await found.handle.close();
  await request.reader?.gone();
  return undefined;
}
