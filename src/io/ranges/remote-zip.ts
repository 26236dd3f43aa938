import { parseZipDirectory, type ZipRecord } from '../../core/archive/zip-directory.ts';
import { parseZipEnd, ZIP_END_BYTES, type ZipEnd } from '../../core/archive/zip-end.ts';
import type { Http } from '../http/http.ts';
import { openRanged, type RangedFile } from './ranged-file.ts';

/** A zip at a URL, known by its central directory alone. Nothing of it is proven: a name, size or CRC is what its server says. */
export interface RemoteZip {
  readonly file: RangedFile;
  /** Every entry, in the order of the zip, with name, size, CRC and place. */
  readonly records: readonly ZipRecord[];
}

/** The directory of 1.27.3, with 12 000 entries, has 1.8 MB. */
const TAIL_BYTES = 2 * 1024 * 1024;

/**
 * Reads the central directory of a zip by ranges: one request, a second one for a directory of more than 2 MiB. The rules
 * and bounds are those of a zip on disk. Undefined for a missing zip. Fails as `openRanged` does, and with `archive-hostile`.
 */
export async function openRemoteZip(
  http: Http,
  url: URL,
  signal: AbortSignal,
): Promise<RemoteZip | undefined> {
  const file = await openRanged(http, url, { tailBytes: TAIL_BYTES, signal });
  if (file === undefined) return undefined;
  const end = parseZipEnd(file.tail.subarray(-ZIP_END_BYTES), file.total);
  return { file, records: parseZipDirectory(await directoryOf(file, end, signal), end) };
}

async function directoryOf(file: RangedFile, end: ZipEnd, signal: AbortSignal): Promise<Uint8Array> {
  const tailFrom = file.total - file.tail.length;
  const to = end.from + end.length;
  if (end.from >= tailFrom) return file.tail.subarray(end.from - tailFrom, to - tailFrom);
  const chunks: Uint8Array[] = [];
  await file.fetch({ from: end.from, to: tailFrom }, { signal, take: (chunk) => void chunks.push(chunk) });
  return Buffer.concat([...chunks, file.tail.subarray(0, to - tailFrom)]);
}
