import { describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { testLog, type Lie, type TestLog } from '../support/log.ts';

const key = mintLogKey();
const EVIL = 'example.test/evil v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';

/** A log with the same key that has another record under number 5. */
function forked(size: number): TestLog {
  return testLog({ size, id: 3, key, others: new Map([[5, EVIL]]) });
}

describe('wrong tiles', () => {
  it('never look like a fork: nobody can accuse the log by damaging its answers', async () => {
    const log = testLog({ size: 700, id: 300, key });
    const lie: Lie = (path, bytes) => (path.startsWith('tile/') ? forked(700).answer(path) : bytes);
    expect(await codeOf(() => askLog(log, { known: log.head(257), lie }))).toBe('log-wrong');
  });
});
