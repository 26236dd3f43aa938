import { describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { askLog, codeWithHead } from '../support/log-ask.ts';
import { mintLogKey } from '../support/log-key.ts';
import { withHead } from '../support/log-lies.ts';
import { headText, testLog, H1 } from '../support/log.ts';

const key = mintLogKey();
const log = testLog({ size: 700, id: 300, key });
const head = log.head();
const text = headText(700, log.tree.root(700));
const stranger = mintLogKey('stranger.test');

describe('what is no signed head', () => {
  it.each([
    ['unsigned', text],
    ['unsigned with a blank line', `${text}\n`],
    ['a signature line without its dash', head.replace('\u2014', '-')],
    ['a signature that is no base64', head.replace(/.\n$/, '*\n')],
    ['no line feed at the end', head.slice(0, -1)],
    ['more than 100 signatures', `${head}${stranger.line(text).repeat(100)}`],
    ['a megabyte of text', key.note(`${text}${'x'.repeat(1024 * 1024)}\n`)],
    ['control characters in its text', key.note(`${text}\u0007\n`)],
    ['of another kind', key.note(text.replace('tree\n', 'tree v2\n'))],
    ['of an empty tree', key.note(headText(0, Buffer.alloc(32)))],
    ['of a negative size', key.note(text.replace('\n700\n', '\n-700\n'))],
    ['of a size with a leading zero', key.note(text.replace('\n700\n', '\n0700\n'))],
    ['of a size beyond exact arithmetic', key.note(text.replace('\n700\n', '\n9007199254740993\n'))],
    ['with a root that is too short', key.note(headText(700, Buffer.alloc(31)))],
    ['with a root that is too long', key.note(headText(700, Buffer.alloc(33)))],
    ['without a root', key.note('go.sum database tree\n700\n')],
  ])('is log-malformed: %s', async (_, note) => {
    expect(await codeWithHead(log, note)).toBe('log-malformed');
  });

  it('is refused also where it was kept from before', async () => {
    expect(await codeOf(() => askLog(log, { known: 'garbage' }))).toBe('log-malformed');
    expect(await codeOf(() => askLog(log, { known: '' }))).toBe('log-malformed');
    expect(await codeOf(() => askLog(log, { known: stranger.note(text) }))).toBe('log-wrong');
  });
});

describe('a head', () => {
  it('may have further lines and further signers', async () => {
    const chatty = key.note(`${text}a line of a later format\n`);
    const both = `${stranger.line(text)}${key.line(text)}${stranger.line(text)}`;
    const sameName = `${mintLogKey(key.name).line(text)}${key.line(text)}`;
    for (const note of [chatty, `${text}\n${both}`, `${text}\n${sameName}`])
      expect((await askLog(log, { lie: withHead(log, note) })).h1).toBe(H1);
  });
});
