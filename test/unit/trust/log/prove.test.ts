import { describe, expect, it } from 'vitest';
import { GvError } from '../../../../src/errors.ts';
import { proveInLog } from '../../../../src/trust/log/prove.ts';
import { codeOf } from '../../../support/code-of.ts';
import { askLog } from '../../../support/log-ask.ts';
import { mintLogKey } from '../../../support/log-key.ts';
import { H1, MODULE, readerOf, RECORD, testLog, VERSION, type Lie } from '../../../support/log.ts';

const key = mintLogKey();

describe('a log of any size proves a record', () => {
  it.each([
    [1, [0]],
    [2, [0, 1]],
    [255, [0, 1, 127, 128, 254]],
    [256, [0, 1, 128, 255]],
    [257, [0, 255, 256]],
    [700, [0, 255, 256, 511, 512, 699]],
    [65_536, [0, 65_535]],
    [65_537, [0, 255, 65_535, 65_536]],
    [71_542_166, [0, 27_869_929, 71_542_165]],
    [2 ** 33 + 300, [2 ** 31, 2 ** 32 + 1, 2 ** 33 - 1, 2 ** 33 + 299]],
    [2 ** 53 - 1, [0, 2 ** 52 + 12_345, 2 ** 53 - 2]],
  ])('%i records', async (size, ids) => {
    for (const id of ids) {
      const log = testLog({ size, id, key });
      const { tiles, ...proof } = await askLog(log);
      const answer = `${id}\n${RECORD}\n${log.head()}`;
      expect(proof).toEqual({ h1: H1, record: id, treeSize: size, head: log.head(), answer });
      for (const [path, bytes] of tiles) expect(Buffer.from(bytes)).toEqual(log.answer(path));
    }
  });
});

describe('the head kept from before', () => {
  const sizes = [1, 2, 11, 255, 256, 257, 512, 700];
  const log = testLog({ size: 700, id: 0, key });

  it.each(sizes)('of %i records is continued by a larger one, which is kept from then on', async (size) => {
    expect(await askLog(log, { known: log.head(size) })).toMatchObject({ treeSize: 700, head: log.head() });
  });

  it.each(sizes)('stays when a cache answers with the head of %i records', async (size) => {
    const lie: Lie = (path, bytes) =>
      path.startsWith('lookup/') ? Buffer.from(`0\n${log.tree.recordAt(0)}\n${log.head(size)}`) : bytes;
    const proof = await askLog(log, { known: log.head(), lie });
    expect(proof).toMatchObject({ h1: H1, treeSize: 700, head: log.head() });
  });

  it('may be billions of records behind or ahead', async () => {
    const large = testLog({ size: 2 ** 33 + 300, id: 2 ** 32, key });
    const known = large.head(2 ** 32 + 77);
    expect(await askLog(large, { known })).toMatchObject({ treeSize: 2 ** 33 + 300 });
    const small = testLog({ size: 2 ** 32 + 77, id: 2 ** 32, key });
    const lie: Lie = (path, bytes) => (path.startsWith('lookup/') ? small.answer(path) : bytes);
    expect(await askLog(large, { known: large.head(), lie })).toMatchObject({ head: large.head() });
  });
});

describe('tiles', () => {
  const log = testLog({ size: 700, id: 3, key });

  it('are asked for once each, by the shortest path to the root', async () => {
    const reader = readerOf(log);
    const proof = await proveInLog({
      module: MODULE,
      version: VERSION,
      key: key.verifier,
      known: [log.head(257)],
      reader,
    });
    const [lookup, ...tiles] = reader.asked;
    expect(lookup).toBe(`lookup/${MODULE}@${VERSION}`);
    expect(tiles.toSorted()).toEqual([
      'tile/8/0/000',
      'tile/8/0/001',
      'tile/8/0/002.p/188',
      'tile/8/1/000.p/2',
    ]);
    expect([...proof.tiles.keys()].toSorted()).toEqual(tiles.toSorted());
  });

  it('that are partial may be gone: the full one is cut to their width, and only that much is kept', async () => {
    const later = testLog({ size: 1024, id: 3, key });
    const lie: Lie = (path, bytes) => (path.includes('/8/0/002.p/') ? undefined : bytes);
    const known = later.head(700);
    const before: Lie = (path, bytes) => (path.startsWith('lookup/') ? log.answer(path) : lie(path, bytes));
    const proof = await askLog(later, { known, lie: before });
    expect(proof.treeSize).toBe(700);
    expect(proof.tiles.get('tile/8/0/002.p/188')?.length).toBe(188 * 32);
  });

  it.each(['offline', 'http-status', 'network'] as const)(
    'that are partial and fail with %s are read as full ones, unless the network itself is broken',
    async (code) => {
      const later = testLog({ size: 1024, id: 3, key });
      const cut: Lie = (path, bytes) => (path.startsWith('lookup/') ? log.answer(path) : bytes);
      const reader = readerOf(later, cut);
      const tile = (path: string): Promise<Uint8Array> =>
        path.includes('.p/188') ? Promise.reject(new GvError(code, path)) : reader.tile(path);
      const proving = proveInLog({
        module: MODULE,
        version: VERSION,
        key: key.verifier,
        known: [],
        reader: { ...reader, tile },
      });
      expect(await codeOf(() => proving)).toBe(code === 'network' ? 'network' : 'ok');
    },
  );
});

describe('a proof that was kept', () => {
  it('can be made again from its own answer and tiles, also when a cache had given a smaller head', async () => {
    const log = testLog({ size: 70_000, id: 300, key });
    const lie: Lie = (path, bytes) =>
      path.startsWith('lookup/') ? Buffer.from(`300\n${RECORD}\n${log.head(600)}`) : bytes;
    const proof = await askLog(log, { known: log.head(), lie });
    const replay: Lie = (path) => {
      const kept = path.startsWith('lookup/') ? Buffer.from(proof.answer) : proof.tiles.get(path);
      return kept === undefined ? undefined : Buffer.from(kept);
    };
    expect(await askLog(log, { lie: replay })).toMatchObject({ h1: H1, treeSize: 70_000 });
    expect(await askLog(log, { known: proof.head, lie: replay })).toMatchObject({ h1: H1 });
  });
});
