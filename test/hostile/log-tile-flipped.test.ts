import { describe, expect, it } from 'vitest';
import { proveInLog } from '../../src/trust/log/prove.ts';
import { codeOf } from '../support/code-of.ts';
import { installModule } from '../support/hostile-module.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { at, flipped, inTiles } from '../support/log-lies.ts';
import { MODULE, readerOf, testLog, VERSION } from '../support/log.ts';

const key = mintLogKey();

/** The tiles that a proof reads. */
async function tilesRead(size: number, id: number, known?: number): Promise<readonly string[]> {
  const log = testLog({ size, id, key });
  const reader = readerOf(log);
  await proveInLog({
    module: MODULE,
    version: VERSION,
    key: key.verifier,
    known: known === undefined ? [] : [log.head(known)],
    reader,
  });
  return reader.asked.filter((path) => path.startsWith('tile/'));
}

/**
 * CVE-2026-56865: the go command's verifier took up to two of the fetched tiles for proven ones, so that forged hashes
 * could stand in them. Here no byte of any tile can change without notice.
 */
describe('CVE-2026-56865: one flipped bit in a tile', () => {
  it.each([
    [1, 0, undefined],
    [2, 1, 1],
    [255, 7, 100],
    [256, 255, 255],
    [257, 3, 256],
    [700, 300, 257],
    // Many subtrees in few tiles, which is where the count went wrong.
    [65_536 * 3 + 256 * 7 + 7, 65_536 * 2 + 5, 65_536 + 256 * 3 + 3],
  ])('is noticed at every hash, in a tree of %i records', async (size, id, known) => {
    const log = testLog({ size, id, key });
    for (const path of await tilesRead(size, id, known)) {
      const { length = 0 } = log.answer(path) ?? {};
      expect(length).toBeGreaterThan(0);
      for (let byte = 0; byte < length; byte += 32) {
        const lie = at(path, (bytes) => flipped(bytes, byte + ((byte / 32) % 32)));
        const options = known === undefined ? { lie } : { lie, known: log.head(known) };
        expect(`${path} ${byte} ${await codeOf(() => askLog(log, options))}`).toBe(
          `${path} ${byte} log-wrong`,
        );
      }
    }
  });
});

describe('a flipped bit, as the real install meets it', () => {
  it.each([0, 7, 40])('byte %i of each tile', async (byte) => {
    const lie = inTiles((bytes) => flipped(bytes, byte % bytes.length));
    expect(await installModule({ lie })).toMatchObject({ code: 'log-wrong', exit: 5, left: [] });
  });
});
