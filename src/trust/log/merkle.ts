import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a record (RFC 6962, 2.1). */
export function leafHash(record: Uint8Array): Uint8Array {
  return createHash('sha256').update(LEAF).update(record).digest();
}

/** The hash of two subtrees' hashes (RFC 6962, 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** The root over a row of hashes, laid end to end; their number is a power of two. */
export function perfectRoot(row: Uint8Array): Uint8Array {
  if (row.length === HASH_BYTES) return row;
  const half = row.length / 2;
  return nodeHash(perfectRoot(row.subarray(0, half)), perfectRoot(row.subarray(half)));
}

/**
 * The root of a tree from the rows of its right edge, the lowest level, which stands furthest to the right, first. A
 * row is a run of perfect subtrees, the largest leftmost (RFC 6962, 2.1: each split is at the largest power of two).
 * Every hash of every row goes into the root.
 */
export function joinRows(rows: readonly Uint8Array[]): Uint8Array | undefined {
  return rows.reduce<Uint8Array | undefined>((right, row) => joinRow(row, right), undefined);
}

function joinRow(row: Uint8Array, right: Uint8Array | undefined): Uint8Array | undefined {
  let root = right;
  let end = row.length / HASH_BYTES;
  for (let width = 1; end > 0; width *= 2) {
    if (end % (width * 2) === 0) continue;
    const peak = perfectRoot(row.subarray((end - width) * HASH_BYTES, end * HASH_BYTES));
    root = root === undefined ? peak : nodeHash(peak, root);
    end -= width;
  }
  return root;
}

export function equalHashes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
