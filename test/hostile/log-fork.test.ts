import { describe, expect, it } from 'vitest';
import { GvError } from '../../src/errors.ts';
import { LogFork } from '../../src/trust/log/failure.ts';
import { codeOf } from '../support/code-of.ts';
import { failureOf } from '../support/failure.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { testLog, type Lie, type TestLog } from '../support/log.ts';

const key = mintLogKey();
const EVIL = 'example.test/evil v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';

/** A log with the same key that has another record under number 5. */
function forked(size: number): TestLog {
  return testLog({ size, id: 3, key, others: new Map([[5, EVIL]]) });
}

async function forkOf(work: Promise<unknown>): Promise<readonly [string, string]> {
  const error = await failureOf(work);
  expect(error).toBeInstanceOf(LogFork);
  expect(error).toBeInstanceOf(GvError);
  expect(error.code).toBe('log-fork');
  expect(error.exit).toBe(5);
  return error instanceof LogFork ? error.heads : ['', ''];
}

describe('a log that shows two histories', () => {
  it.each([6, 255, 256, 257, 699])(
    'is found out by the head of %i records kept from before, and both heads are evidence',
    async (size) => {
      const known = testLog({ size, id: 3, key }).head();
      const log = forked(700);
      expect(await forkOf(askLog(log, { known }))).toEqual([known, log.head()]);
    },
  );

  it('is found out by a head of the same size, before any tile is read', async () => {
    const known = testLog({ size: 700, id: 3, key }).head();
    const log = forked(700);
    const heads = await forkOf(askLog(log, { known }));
    expect(heads.toSorted()).toEqual([known, log.head()].toSorted());
  });

  it.each([6, 256, 699])('is found out by a smaller head of %i records that a cache gives', async (size) => {
    const log = testLog({ size: 700, id: 3, key });
    const other = forked(size);
    const lie: Lie = (path, bytes) => (path.startsWith('lookup/') ? other.answer(path) : bytes);
    const heads = await forkOf(askLog(log, { known: log.head(), lie }));
    expect(heads).toEqual([other.head(), log.head()]);
  });

  it('is found out by any of several heads, whichever of them is the largest', async () => {
    const log = testLog({ size: 700, id: 3, key });
    for (const size of [6, 300, 699, 700, 701]) {
      const foreign = forked(size).head();
      for (const known of [
        [log.head(600), foreign],
        [foreign, log.head(699)],
      ]) {
        expect(await codeOf(() => askLog(log, { known }))).toMatch(
          size <= 700 ? /^log-fork$/ : /^(?:log-wrong|http-status)$/,
        );
      }
    }
    expect(await codeOf(() => askLog(log, { known: [log.head(5), log.head(600)] }))).toBe('ok');
    expect(await codeOf(() => askLog(log, { known: [log.head(600), 'garbage'] }))).toBe('log-malformed');
  });

  it('gets no further with tiles of the other history alone', async () => {
    const known = testLog({ size: 700, id: 3, key }).head();
    expect(await codeOf(() => askLog(forked(600), { known }))).toMatch(/^(?:log-wrong|http-status)$/);
  });

  it('is not suspected where the histories agree that far', async () => {
    const known = testLog({ size: 5, id: 3, key }).head();
    expect(await codeOf(() => askLog(forked(700), { known }))).toBe('ok');
  });
});
