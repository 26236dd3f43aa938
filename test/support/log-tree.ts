import { createHash } from 'node:crypto';

/**
 * A Merkle tree of any number of records, straight from the definition in RFC 6962, 2.1, and so slowly: it shares
 * nothing with the code under test. All records are alike but the given ones, which makes a tree of billions as cheap
 * as one of five.
 */
export interface LogTree {
  readonly size: number;
  recordAt(id: number): string;
  /** The root of the first `size` records. */
  root(size: number): Buffer;
  /** The hash of the perfect subtree of 256^level records, number `index` of them. */
  hash(level: number, index: number): Buffer;
}

const FILLER = 'example.test/filler v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';

export function logTree(size: number, records: ReadonlyMap<number, string>): LogTree {
  const ids = [...records.keys()];
  const recordAt = (id: number): string => records.get(id) ?? FILLER;
  const alike = new Map<number, Buffer>();

  /** MTH of `count` records from `start` on. */
  const subtree = (start: number, count: number): Buffer => {
    const plain = !ids.some((id) => id >= start && id < start + count);
    const known = plain ? alike.get(count) : undefined;
    const made = known ?? fresh(start, count);
    if (plain) alike.set(count, made);
    return made;
  };
  const fresh = (start: number, count: number): Buffer => {
    if (count === 1) return sha256(Buffer.of(0), Buffer.from(recordAt(start)));
    let left = 1;
    while (left * 2 < count) left *= 2;
    return sha256(Buffer.of(1), subtree(start, left), subtree(start + left, count - left));
  };
  return {
    size,
    recordAt,
    root: (count) => subtree(0, count),
    hash: (level, index) => subtree(index * 256 ** level, 256 ** level),
  };
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
