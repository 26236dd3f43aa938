import { describe, expect, it } from 'vitest';
import { edgeOf, tileOf, tilePath } from '../../../../src/trust/log/tile.ts';

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/8/0/000'],
    [{ level: 0, index: 999, width: 256 }, 'tile/8/0/999'],
    [{ level: 0, index: 1000, width: 256 }, 'tile/8/0/x001/000'],
    [{ level: 1, index: 5, width: 17 }, 'tile/8/1/005.p/17'],
    [{ level: 4, index: 1_234_067, width: 256 }, 'tile/8/4/x001/x234/067'],
    [{ level: 4, index: 1_234_067, width: 1 }, 'tile/8/4/x001/x234/067.p/1'],
    [{ level: 0, index: 2 ** 31, width: 256 }, 'tile/8/0/x002/x147/x483/648'],
    [{ level: 0, index: 2 ** 45, width: 255 }, 'tile/8/0/x035/x184/x372/x088/832.p/255'],
  ])('%o is %s', (place, path) => {
    expect(tilePath(place)).toBe(path);
  });
});

describe('the right edge of a tree', () => {
  it.each([
    [1, ['tile/8/0/000.p/1']],
    [255, ['tile/8/0/000.p/255']],
    [256, ['tile/8/1/000.p/1']],
    [257, ['tile/8/0/001.p/1', 'tile/8/1/000.p/1']],
    [65_536, ['tile/8/2/000.p/1']],
    [65_536 + 3, ['tile/8/0/256.p/3', 'tile/8/2/000.p/1']],
    [
      71_542_166,
      ['tile/8/0/x279/461.p/150', 'tile/8/1/x001/091.p/165', 'tile/8/2/004.p/67', 'tile/8/3/000.p/4'],
    ],
  ])('of %i records', (size, paths) => {
    expect(edgeOf(size).map(tilePath)).toEqual(paths);
  });

  it('bounds how wide a tile is in it', () => {
    expect([0, 1, 2].map((index) => tileOf(700, 0, index).width)).toEqual([256, 256, 188]);
    expect(tileOf(700, 1, 0).width).toBe(2);
  });
});
