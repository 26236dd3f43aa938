import { describe, expect, it } from 'vitest';
import { bytesOf, type Piece, piecesOf } from '../../../../src/core/reuse/pieces.ts';

const KIB = 1024;

function piece(from: number, to: number): Piece {
  return { from, to };
}

describe('the pieces of a zip to fetch', () => {
  it('are none where nothing is wanted', () => {
    expect(piecesOf([], 14)).toEqual([]);
  });

  it.each([
    { what: 'neighbours', gap: 0, count: 1 },
    { what: 'entries with 64 KiB between them', gap: 64 * KIB, count: 1 },
    { what: 'entries with one byte more between them', gap: 64 * KIB + 1, count: 2 },
  ])('are $count for $what', ({ gap, count }) => {
    expect(piecesOf([piece(10, 20), piece(20 + gap, 30 + gap)], 14)).toHaveLength(count);
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
    const pieces = piecesOf(wanted, 4);
    expect(pieces).toHaveLength(4);
    expect(bytesOf(pieces)).toBe((6 + 100 + 200) * KIB);
    for (const { from, to } of wanted) expect(pieces.some((it) => it.from <= from && to <= it.to)).toBe(true);
  });

  it('may be fewer than that where gaps are equal', () => {
    const wanted = Array.from({ length: 40 }, (_, index) => piece(index * 100 * KIB, index * 100 * KIB + 1));
    expect(piecesOf(wanted, 14)).toEqual([piece(0, 39 * 100 * KIB + 1)]);
  });
});
