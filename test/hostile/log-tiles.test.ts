import { describe, expect, it } from 'vitest';
import { proveInLog } from '../../src/trust/log/prove.ts';
import { codeOf } from '../support/code-of.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { at, flipped, inTiles } from '../support/log-lies.ts';
import { H1, MODULE, readerOf, testLog, VERSION, type Lie } from '../support/log.ts';

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

describe('a tile', () => {
  const log = testLog({ size: 700, id: 300, key });
  const html = Buffer.from('<!DOCTYPE html><html><body>Sign in to the network</body></html>');

  it.each<readonly [string, Lie, string]>([
    ['cut off', inTiles((bytes) => bytes.subarray(0, -1)), 'log-malformed'],
    ['cut off at a hash', inTiles((bytes) => bytes.subarray(0, -32)), 'log-malformed'],
    ['too long', inTiles((bytes) => Buffer.concat([bytes, Buffer.alloc(32)])), 'log-malformed'],
    ['empty', inTiles(() => Buffer.alloc(0)), 'log-malformed'],
    ['garbage', inTiles(() => html), 'log-malformed'],
    ['of zeros', inTiles((bytes) => Buffer.alloc(bytes.length)), 'log-wrong'],
    ['of another place', at('tile/8/0/001', () => log.answer('tile/8/0/000')), 'log-wrong'],
    ['that is missing', inTiles(() => undefined), 'http-status'],
  ])('%s is refused', async (_, lie, code) => {
    expect(await codeOf(() => askLog(log, { lie }))).toBe(code);
  });

  it('read in place of a missing partial one must be full, and its beginning must fit', async () => {
    const later = testLog({ size: 1024, id: 300, key });
    const answers =
      (full: Buffer): Lie =>
      (path, bytes) => {
        if (path.startsWith('lookup/')) return log.answer(path);
        if (path === 'tile/8/0/002.p/188') return undefined;
        return path === 'tile/8/0/002' ? full : bytes;
      };
    const full = later.answer('tile/8/0/002') ?? Buffer.alloc(0);
    const codes = [full, full.subarray(0, 188 * 32), flipped(full, 187 * 32)].map((bytes) =>
      codeOf(() => askLog(later, { lie: answers(bytes) })),
    );
    expect(await Promise.all(codes)).toEqual(['ok', 'log-malformed', 'log-wrong']);
  });

  it('of a forged tree cannot be shown under the true head', async () => {
    const forged = testLog({
      size: 700,
      id: 300,
      key,
      others: new Map([[0, 'example.test/evil v1.0.0 h1:x\n']]),
    });
    const lie: Lie = (path, bytes) => (path.startsWith('tile/') ? forged.answer(path) : bytes);
    expect(await codeOf(() => askLog(log, { lie }))).toBe('log-wrong');
    expect((await askLog(log)).h1).toBe(H1);
  });
});
