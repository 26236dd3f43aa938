import { describe, expect, it } from 'vitest';
import { goodLog, H1 as ZIP_H1 } from '../support/believer.ts';
import { codeOf } from '../support/code-of.ts';
import { installModule } from '../support/hostile-module.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { chattyHead, inLookup, withHead } from '../support/log-lies.ts';
import { H1, recordOf, testLog, VERSION, type Lie } from '../support/log.ts';

const EVIL = 'h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const OTHER = recordOf('v0.0.1-go1.19.8.linux-amd64', EVIL);
const key = mintLogKey();
const log = testLog({ size: 700, id: 300, key, others: new Map([[17, OTHER]]) });

/**
 * CVE-2026-56864: lines were taken from the whole answer. Lines in the text of the signed head are signed, but stand
 * in no log that anybody could audit.
 */
describe('CVE-2026-56864: lines beside the record', () => {
  it('prove nothing, signed though they are', async () => {
    const head = chattyHead(log, recordOf(VERSION, EVIL));
    const lie: Lie = inLookup(() => `17\n${OTHER}\n${head}`);
    expect(await codeOf(() => askLog(log, { lie }))).toBe('log-wrong');
  });

  it('change nothing where the record has its own', async () => {
    const lie = withHead(log, chattyHead(log, recordOf(VERSION, EVIL)));
    expect((await askLog(log, { lie })).h1).toBe(H1);
  });

  it.each([
    ['before the record', inLookup((text) => `${recordOf(VERSION, EVIL)}${text}`)],
    ['between record and head', inLookup((text) => text.replace('\n\n', `\n\n${recordOf(VERSION, EVIL)}`))],
    ['behind the signatures', inLookup((text) => `${text}${recordOf(VERSION, EVIL)}`)],
    ['behind the signatures, after a blank line', inLookup((text) => `${text}\n${recordOf(VERSION, EVIL)}`)],
  ])('are refused %s', async (_, lie) => {
    expect(await codeOf(() => askLog(log, { lie }))).toMatch(/^log-(?:wrong|malformed)$/);
  });
});

describe('lines beside the record, as the real install meets them', () => {
  it('prove nothing where the record is about another release', async () => {
    const honest = goodLog('v0.0.1-go1.22.4.linux-amd64', EVIL);
    const lines = recordOf(VERSION, ZIP_H1);
    const other = honest.tree.recordAt(honest.id);
    const lie: Lie = (path, bytes) =>
      path.startsWith('lookup/')
        ? Buffer.from(`${honest.id}\n${other}\n${chattyHead(honest, lines)}`)
        : bytes;
    expect(await installModule({ log: honest, lie })).toMatchObject({
      code: 'log-wrong',
      exit: 5,
      left: [],
    });
  });
});
