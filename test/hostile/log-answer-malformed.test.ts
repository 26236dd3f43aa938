import { describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { installModule } from '../support/hostile-module.ts';
import { askLog } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { inLookup } from '../support/log-lies.ts';
import { H1, RECORD, testLog, type Lie } from '../support/log.ts';

const log = testLog({ size: 700, id: 300, key: mintLogKey() });

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

describe('a malformed answer, as the real install meets it', () => {
  it.each([
    ['an empty record', inLookup(() => '')],
    ['words', inLookup(() => 'not today\n')],
    ['a page behind the record', inLookup((text) => `${text}<html>\n`)],
  ])('%s', async (_, lie) => {
    expect(await installModule({ lie })).toMatchObject({ code: 'log-malformed', exit: 5, left: [] });
  });
});
