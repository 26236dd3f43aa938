import { hash } from 'node:crypto';
import type { ZipRecord } from '../../core/archive/zip-directory.ts';
import { bytesOf, type Piece, piecesOf } from '../../core/reuse/pieces.ts';
import { entryContent } from '../zip/zip-content.ts';
import type { RemoteZip } from './remote-zip.ts';

export interface EntriesRequest {
  readonly records: readonly ZipRecord[];
  /** So many bytes are fetched at most, in so many pieces. */
  readonly mostBytes: number;
  readonly most: number;
  readonly signal: AbortSignal;
}

/**
 * Fetches entries of a remote zip and gives the SHA-256 (hex) of each content, in order: what the server holds, proven by nothing.
 * Undefined where that takes more bytes than allowed. Fails as `RangedFile.fetch` does, and with `archive-hostile`.
 */
export async function remoteDigests(
  { file }: RemoteZip,
  { records, mostBytes, most, signal }: EntriesRequest,
): Promise<readonly string[] | undefined> {
  const tailFrom = file.total - file.tail.length;
  const wanted = records.filter(({ from }) => from < tailFrom).toSorted((a, b) => a.from - b.from);
  const pieces = piecesOf(wanted, { most });
  if (bytesOf(pieces) > mostBytes) return undefined;
  const fetched: (Piece & { readonly bytes: Uint8Array })[] = [];
  for (const { from, to } of pieces) {
    const chunks: Uint8Array[] = [];
    await file.fetch({ from, to }, { signal, take: (chunk) => void chunks.push(Uint8Array.from(chunk)) });
    fetched.push({ from, to, bytes: Buffer.concat(chunks) });
  }
  const here = [...fetched, { from: tailFrom, to: file.total, bytes: file.tail }];
  return records.map((record) => hash('sha256', entryContent(record, bytesFor(record, here))));
}

function bytesFor(
  { from, to }: Piece,
  here: readonly (Piece & { readonly bytes: Uint8Array })[],
): Uint8Array {
  const piece = here.find((one) => one.from <= from && to <= one.to);
  return piece === undefined ? new Uint8Array() : piece.bytes.subarray(from - piece.from, to - piece.from);
}
