import { describe, expect, it } from 'vitest';
import { goodLog } from '../support/believer.ts';
import { codeOf } from '../support/code-of.ts';
import { failureOf } from '../support/failure.ts';
import { installModule } from '../support/hostile-module.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { inLookup, withRecord } from '../support/log-lies.ts';
import { H1, recordOf, RECORD, testLog, type Lie } from '../support/log.ts';

const EVIL = 'h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const OTHER = recordOf('v0.0.1-go1.19.8.linux-amd64', EVIL);
const key = mintLogKey();
const log = testLog({ size: 700, id: 300, key, others: new Map([[17, OTHER]]) });

describe('a record that the log does not have', () => {
  it.each<readonly [string, Lie]>([
    ['changed', inLookup((text) => text.replace(H1, EVIL))],
    ['with a line more', withRecord(log, `${RECORD}${OTHER}`)],
    ['with a line less', withRecord(log, RECORD.split('\n').slice(0, 1).join('\n').concat('\n'))],
    ['under another number', withRecord(log, RECORD, 299)],
    ['under the first number beyond the tree', withRecord(log, RECORD, 700)],
    ['under a number far beyond the tree', withRecord(log, RECORD, 2 ** 53 - 1)],
    ['under a number that wraps around at 32 bits', withRecord(log, RECORD, 2 ** 32 + 300)],
  ])('is refused: %s', async (_, lie) => {
    expect(await codeOf(() => askLog(log, { lie }))).toBe('log-wrong');
  });
});

describe('a number beyond the signed tree', () => {
  it.each([700, 767, 768, 2 ** 32 + 300])('is named as such: %i', async (id) => {
    const { message } = await failureOf(askLog(log, { lie: withRecord(log, RECORD, id) }));
    expect(message).toContain(`record ${id} is not in its signed tree of 700 records`);
  });
});

describe('a record that the log does not have, as the real install meets it', () => {
  it('leaves nothing behind', async () => {
    const log = goodLog();
    const lie = inLookup((text) => text.replace(/^77$/m, '78'));
    expect(await installModule({ log, lie })).toMatchObject({ code: 'log-wrong', exit: 5, left: [] });
  });
});
