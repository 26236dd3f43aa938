import { describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { installModule } from '../support/hostile-module.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { at, flipped, inTiles } from '../support/log-lies.ts';
import { H1, testLog, type Lie } from '../support/log.ts';

const key = mintLogKey();

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

describe('a malformed tile, as the real install meets it', () => {
  it.each([
    ['cut off', inTiles((bytes) => bytes.subarray(0, -1))],
    ['too long', inTiles((bytes) => Buffer.concat([bytes, Buffer.alloc(32)]))],
  ])('%s', async (_, lie) => {
    expect(await installModule({ lie })).toMatchObject({ code: 'log-malformed', exit: 5, left: [] });
  });
});
