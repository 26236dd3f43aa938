import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { VERSION_FILE } from '../../core/archive/tree-names.ts';
import { type ZipFile, zipTree } from '../../core/archive/zip-tree.ts';
import { bytesOf, type Piece, type PieceBounds, piecesOf } from '../../core/reuse/pieces.ts';
import { GvError } from '../../errors.ts';
import { diskError } from '../disk/disk-error.ts';
import { heirOf } from '../disk/owner.ts';
import { removeFile, removeTree } from '../disk/write.ts';
import type { RemoteZip } from '../ranges/remote-zip.ts';
import { BATCH_BYTES, makeDirectories, type UnpackedZip, unpackedZip } from '../zip/zip-unpack.ts';
import { batchesOf, type PlacedBatch, type ZipWorkers } from '../zip/zip-workers.ts';
import { pieceFetcher } from './fetch-pieces.ts';

export interface ReusingRequest {
  readonly zip: RemoteZip;
  /** The GOROOT of an installed toolchain, which is only read. */
  readonly base: string;
  /** The threads, which nothing else uses meanwhile. They end with a failure. */
  readonly workers: ZipWorkers;
  /** The start of every name in the zip. */
  readonly prefix: string;
  readonly signal: AbortSignal;
  /** Called with the bytes that have arrived, and the bytes that are known to come in all. */
  readonly progress: (received: number, total: number) => void;
}

/** A tree of which a part was copied from an installed toolchain; nothing of it is proven. */
export interface ReusedZip extends UnpackedZip {
  /** Paths of the copied files, without `go/`. */
  readonly reused: ReadonlySet<string>;
  /** Bytes that came over the network, the central directory included. */
  readonly fetched: number;
}

/** Programs and packed test data: the most bytes in the fewest files, so that these are looked at, and fetched, first. */
const LARGE_BYTES = 1024 * 1024;
/** Pieces in all, and those of the large files; the directory takes one request, or two. */
const MOST_PIECES = 28;
const MOST_LARGE = 4;

/**
 * Unpacks a remote module zip into `into`/go: what an installed toolchain has is copied from there, and the rest is fetched by
 * ranges. The rules for names, and for what is fetched, are those of any module zip; the caller proves `h1` before `seal`.
 * After a failure nothing is left in `into`. Fails as `RangedFile.fetch` and `unpackModuleZip` do.
 */
export async function unpackReusing(into: string, request: ReusingRequest): Promise<ReusedZip> {
  const { workers, signal } = request;
  const path = join(into, 'zip');
  const onAbort = (): void => void workers.stop();
  signal.addEventListener('abort', onAbort, { once: true });
  const handle = await openEmpty(path);
  try {
    heirOf(into)?.(handle.fd);
    return await unpackInto(into, handle, request);
  } catch (error) {
    // No thread may go on reading by the number of the descriptor, which is another file's next.
    await workers.stop();
    await removeTree(join(into, 'go'));
    if (signal.aborted) throw new GvError('interrupted', 'interrupted while unpacking', { cause: error });
    throw diskError(error, path);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await handle.close();
    await removeFile(path);
  }
}

/** `handle` is open on a file that becomes the zip with holes: each piece lies at its own place. */
async function unpackInto(into: string, handle: FileHandle, request: ReusingRequest): Promise<ReusedZip> {
  const { zip, workers, signal, progress } = request;
  const tree = zipTree(zip.records, request.prefix);
  makeDirectories(into, tree);
  const { tail, total } = zip.file;
  await handle.write(tail, 0, tail.length, total - tail.length);
  let [fetched, planned] = [tail.length, tail.length];
  const onBytes = (count: number): void => progress((fetched += count), planned);
  const fetcher = pieceFetcher(zip.file, { handle, signal, onBytes });
  const copied = new Map<ZipFile, string>();
  const copy = async (files: readonly ZipFile[], bounds: PieceBounds): Promise<readonly Piece[]> => {
    for (const [file, digest] of await copyFrom(request, into, files)) copied.set(file, digest);
    const missing = files.filter((file) => !copied.has(file));
    const pieces = piecesOf(inFront(missing, zip), bounds);
    planned += bytesOf(pieces);
    return pieces;
  };
  try {
    const beside = await copy(tree.files.filter(isLarge), { most: MOST_LARGE });
    const first = fetcher.fetch(beside);
    first.catch(() => undefined);
    const bounds = { most: MOST_PIECES - beside.length, beside };
    const second = fetcher.fetch(
      await copy(
        tree.files.filter((file) => !isLarge(file)),
        bounds,
      ),
    );
    const placing = workers.place({
      fd: handle.fd,
      into,
      batches: batchesOf(
        tree.files.filter((file) => !copied.has(file)),
        BATCH_BYTES,
      ),
      arrival: (batch) =>
        fetcher.reach({ from: batch[0]?.record.from ?? 0, to: batch.at(-1)?.record.to ?? 0 }),
      onPlaced: () => undefined,
    });
    const [placed] = await Promise.all([placing, first, second]);
    const reused = new Set([...copied.keys()].map(({ path }) => path.slice('go/'.length)));
    return { ...unpackedZip(into, tree, [joined(tree.files, copied, placed)]), reused, fetched };
  } catch (error) {
    await fetcher.stop();
    throw error;
  }
}

function isLarge({ record }: ZipFile): boolean {
  return record.size >= LARGE_BYTES;
}

/** The files that the installed toolchain has, with the SHA-256 (hex) of their copies. VERSION names the release, so it is always another. */
async function copyFrom(
  { base, workers }: ReusingRequest,
  into: string,
  files: readonly ZipFile[],
): Promise<readonly (readonly [ZipFile, string])[]> {
  const tried = files.filter(({ path }) => path !== VERSION_FILE);
  const digests = await workers.reuse({ base, into, batches: batchesOf(tried, BATCH_BYTES) });
  return tried.flatMap((file, at) => {
    const digest = digests[at];
    return digest === undefined ? [] : [[file, digest] as const];
  });
}

/** The bytes of entries as far as they lie in front of the zip's tail, which is here already. */
function inFront(files: readonly ZipFile[], { file }: RemoteZip): readonly Piece[] {
  const tailFrom = file.total - file.tail.length;
  return files.flatMap(({ record: { from, to } }) =>
    from < tailFrom ? [{ from, to: Math.min(to, tailFrom) }] : [],
  );
}

/** All files in their order, as one batch. */
function joined(
  files: readonly ZipFile[],
  copied: ReadonlyMap<ZipFile, string>,
  placed: readonly PlacedBatch[],
): PlacedBatch {
  const digests = new Map(copied);
  for (const { batch, digests: fresh } of placed)
    batch.forEach((file, at) => digests.set(file, fresh[at] ?? ''));
  const versionFile = placed.find((part) => part.versionFile !== undefined)?.versionFile;
  return {
    batch: files,
    digests: files.map((file) => digests.get(file) ?? ''),
    ...(versionFile === undefined ? {} : { versionFile }),
  };
}

async function openEmpty(path: string): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  try {
    return await open(path, flags, 0o600);
  } catch (error) {
    throw diskError(error, path);
  }
}
