/** A part of a file: the bytes from `from` up to, and without, `to`. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** A gap between wanted entries that costs less than another question to a server. */
const SMALL_GAP = 64 * 1024;

/**
 * The pieces of a zip that hold all `wanted` entries, which come in their order: neighbours are one piece, and so
 * are those with a small gap between them. Where more than `most` are left, the smallest gaps are fetched along.
 */
export function piecesOf(wanted: readonly Piece[], most: number): readonly Piece[] {
  const runs = joined(wanted, SMALL_GAP);
  if (runs.length <= most) return runs;
  const gaps = runs.slice(1).map(({ from }, index) => from - (runs[index]?.to ?? from));
  return joined(runs, gaps.toSorted((a, b) => a - b)[runs.length - most - 1] ?? 0);
}

function joined(runs: readonly Piece[], gap: number): readonly Piece[] {
  const pieces: { from: number; to: number }[] = [];
  for (const { from, to } of runs) {
    const last = pieces.at(-1);
    if (last !== undefined && from - last.to <= gap) last.to = to;
    else pieces.push({ from, to });
  }
  return pieces;
}

/** The bytes of pieces. */
export function bytesOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0);
}
