import { describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { failureOf } from '../support/failure.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { chattyHead, inLookup, withHead, withRecord } from '../support/log-lies.ts';
import { H1, recordOf, RECORD, testLog, VERSION, type Lie } from '../support/log.ts';

const EVIL = 'h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const OTHER = recordOf('v0.0.1-go1.19.8.linux-amd64', EVIL);
const key = mintLogKey();
const log = testLog({ size: 700, id: 300, key, others: new Map([[17, OTHER]]) });

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

describe('what is no lookup answer', () => {
  it.each([
    ['nothing', () => ''],
    ['a page of a captive portal', () => '<!DOCTYPE html>\n\n<html><body>Sign in</body></html>\n'],
    ['a message', () => 'not found\n'],
    ['no number', (text: string) => text.slice(text.indexOf('\n') + 1)],
    ['a negative number', (text: string) => `-${text}`],
    ['a number with a sign', (text: string) => `+${text}`],
    ['a number with a leading zero', (text: string) => `0${text}`],
    ['a number beyond exact arithmetic', (text: string) => `9007199254740993${text.slice(3)}`],
    ['an empty record', (text: string) => text.replace(RECORD, '')],
    ['a record without a blank line behind it', (text: string) => text.replace('\n\n', '\n')],
    ['no head', (text: string) => text.slice(0, text.indexOf('\n\n') + 2)],
    ['an escape sequence in the record', (text: string) => text.replace(H1, `\u001b[31m${H1}`)],
    ['a carriage return', (text: string) => text.replace('\n', '\r\n')],
    ['a NUL byte', (text: string) => text.replace(' ', '\0')],
    ['a record beyond any real size', (text: string) => text.replace(RECORD, RECORD.repeat(400))],
    ['an endless answer', (text: string) => text.repeat(4000)],
  ])('is log-malformed: %s', async (_, change) => {
    expect(await codeOf(() => askLog(log, { lie: inLookup(change) }))).toBe('log-malformed');
  });

  it('is log-malformed: bytes that are not UTF-8', async () => {
    const lie: Lie = (path, bytes) =>
      path.startsWith('lookup/') && bytes !== undefined ? Buffer.concat([bytes, Buffer.of(0xff)]) : bytes;
    expect(await codeOf(() => askLog(log, { lie }))).toBe('log-malformed');
  });

  it('fails as the reader does where the log has no such record', async () => {
    const lie: Lie = (path, bytes) => (path.startsWith('lookup/') ? undefined : bytes);
    expect(await codeOf(() => askLog(log, { lie }))).toBe('http-status');
  });
});
