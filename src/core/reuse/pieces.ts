/** A part of a file: the bytes from `from` up to, and without, `to`. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

export interface PieceBounds {
  /** So many pieces are asked for at most. */
  readonly most: number;
  /** Pieces that are on their way already: no other one reaches over them. */
  readonly beside?: readonly Piece[];
}

/** A gap between wanted entries that costs less than another question to a server. */
const SMALL_GAP = 64 * 1024;

/**
 * The pieces of a file that hold all `wanted` parts, which come in their order: neighbours are one piece, and so are those with a
 * small gap between them. Where more than `most` are left, the smallest gaps are fetched along.
 */
export function piecesOf(wanted: readonly Piece[], { most, beside = [] }: PieceBounds): readonly Piece[] {
  const parts = wanted.filter((part) => !beside.some((piece) => isWithin(part, piece)));
  const isFree = (gap: Piece): boolean => !beside.some((piece) => isWithin(piece, gap));
  const runs = joined(parts, (gap) => bytesOf([gap]) <= SMALL_GAP && isFree(gap));
  const gaps = runs.slice(1).map(({ from }, index) => ({ from: runs[index]?.to ?? from, to: from }));
  const along = gaps
    .filter(isFree)
    .toSorted((a, b) => bytesOf([a]) - bytesOf([b]))
    .slice(0, Math.max(0, runs.length - most));
  return joined(runs, (gap) => along.some(({ from }) => from === gap.from));
}

function isWithin(inner: Piece, outer: Piece): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

/** The same parts, with those joined whose gap is fetched along. */
function joined(parts: readonly Piece[], isAlong: (gap: Piece) => boolean): readonly Piece[] {
  const pieces: { from: number; to: number }[] = [];
  for (const { from, to } of parts) {
    const last = pieces.at(-1);
    if (last !== undefined && isAlong({ from: last.to, to: from })) last.to = to;
    else pieces.push({ from, to });
  }
  return pieces;
}

/** The bytes of pieces. */
export function bytesOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0);
}
