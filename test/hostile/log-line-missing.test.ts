import { describe, expect, it } from 'vitest';
import { goodLog, H1 as ZIP_H1, KEY } from '../support/believer.ts';
import { codeOf } from '../support/code-of.ts';
import { installModule } from '../support/hostile-module.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { withRecord } from '../support/log-lies.ts';
import { H1, MODULE, recordOf, RECORD, testLog, VERSION } from '../support/log.ts';

const EVIL = 'h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const OTHER = recordOf('v0.0.1-go1.19.8.linux-amd64', EVIL);
const key = mintLogKey();

/** A log that has, properly, under our record's number something else than asked for. */
function holding(text: string): Promise<string> {
  const honest = testLog({ size: 700, id: 300, key, others: new Map([[17, text]]) });
  return codeOf(() => askLog(honest, { lie: withRecord(honest, text, 17) }));
}

describe('CVE-2026-42501: a proven record without the line that was asked for', () => {
  it.each([
    ['is of another version', OTHER],
    ['is of another module', RECORD.replaceAll('golang.org/toolchain', 'golang.org/toolchain2')],
    ['has only the go.mod line', RECORD.split('\n').slice(1).join('\n')],
    ['has the line with something before it', RECORD.replace('golang', ' golang')],
    ['has a version that only begins like ours', RECORD.replaceAll(VERSION, `${VERSION}+1`)],
    ['has only a hash of an unknown algorithm', RECORD.replaceAll(' h1:', ' h2:')],
    ['has two contradicting lines', `${RECORD}${RECORD.replace(H1, EVIL)}`],
    ['has an h1 that is too short', RECORD.replace(H1, 'h1:AAAA')],
    ['has an h1 with something behind it', RECORD.replace(H1, `${H1} `)],
  ])('is refused where it %s', async (_, text) => {
    expect(await holding(text)).toBe('log-wrong');
  });

  it('and the same way the right record passes', async () => {
    expect(await holding(RECORD)).toBe('ok');
  });
});

describe('such a record, as the real install meets it', () => {
  it.each([
    ['of another version', recordOf('v0.0.1-go1.22.4.linux-amd64', ZIP_H1)],
    ['of another module', recordOf(VERSION, ZIP_H1).replaceAll(MODULE, 'x.test/y')],
    ['without the line of the zip', `${MODULE} ${VERSION}/go.mod ${ZIP_H1}\n`],
    ['of another content', recordOf(VERSION, EVIL)],
  ])('%s', async (_, record) => {
    const bad = testLog({ size: 300, id: 77, key: KEY, record });
    expect(await installModule({ log: bad })).toMatchObject({ code: 'log-wrong', exit: 5, left: [] });
  });

  it('is what the same install passes where the record is right', async () => {
    expect((await installModule({ log: goodLog() })).code).toBe('ok');
  });
});
