import { describe, expect, it } from 'vitest';
import { bytesOf, type Piece, piecesOf } from '../../../../src/core/reuse/pieces.ts';

const KIB = 1024;

function piece(from: number, to: number): Piece {
  return { from, to };
}

describe('the pieces of a zip to fetch', () => {
  it('are none where nothing is wanted', () => {
    expect(piecesOf([], { most: 14 })).toEqual([]);
  });

  it.each([
    { what: 'neighbours', gap: 0, count: 1 },
    { what: 'entries with 64 KiB between them', gap: 64 * KIB, count: 1 },
    { what: 'entries with one byte more between them', gap: 64 * KIB + 1, count: 2 },
  ])('are $count for $what', ({ gap, count }) => {
    expect(piecesOf([piece(10, 20), piece(20 + gap, 30 + gap)], { most: 14 })).toHaveLength(count);
  });

  it('are no more than may be asked for: the smallest gaps are fetched along', () => {
    const gaps = [500, 100, 300, 200, 400];
    let at = 0;
    const wanted = [0, ...gaps].map((gap) => {
      at += gap * KIB;
      const from = at;
      at += KIB;
      return piece(from, at);
    });
    const pieces = piecesOf(wanted, { most: 4 });
    expect(pieces).toHaveLength(4);
    expect(bytesOf(pieces)).toBe((6 + 100 + 200) * KIB);
    for (const { from, to } of wanted) expect(pieces.some((it) => it.from <= from && to <= it.to)).toBe(true);
  });

  it('are as many as may be asked for, also where all gaps are equal', () => {
    const wanted = Array.from({ length: 40 }, (_, index) => piece(index * 100 * KIB, index * 100 * KIB + 1));
    expect(piecesOf(wanted, { most: 14 })).toHaveLength(14);
  });

  it('leave out what is on its way already, and do not reach over it', () => {
    const beside = [piece(100, 200), piece(5_000, 900 * KIB)];
    const wanted = [
      piece(10, 20),
      piece(110, 120),
      piece(210, 220),
      piece(230, 240),
      piece(950 * KIB, 960 * KIB),
    ];
    const pieces = [piece(10, 20), piece(210, 240), piece(950 * KIB, 960 * KIB)];
    expect(piecesOf(wanted, { most: 14, beside })).toEqual(pieces);
    expect(piecesOf(wanted, { most: 1, beside })).toEqual(pieces);
  });
});
