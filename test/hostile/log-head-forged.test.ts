import { describe, expect, it } from 'vitest';
import { goodLog, KEY } from '../support/believer.ts';
import { installModule } from '../support/hostile-module.ts';
import { codeWithHead } from '../support/log-ask.ts';
import { mintLogKey, signatureLine } from '../support/log-key.ts';
import { foreignHead, inLookup, strangeHead } from '../support/log-lies.ts';
import { headText, testLog } from '../support/log.ts';

const key = mintLogKey();
const log = testLog({ size: 700, id: 300, key });
const head = log.head();
const text = headText(700, log.tree.root(700));
const stranger = mintLogKey('stranger.test');

describe('a head that the log did not sign', () => {
  it.each([
    ['by a key of the same name', foreignHead(log)],
    ['by an unknown algorithm in its name', strangeHead(log)],
    ['by a stranger', stranger.note(text)],
    [
      'with a flipped bit in the signature',
      head.replace(/.(?=[A-Za-z0-9+/]{20}=*\n$)/, (c) => (c === 'A' ? 'B' : 'A')),
    ],
    ['with another size', head.replace('\n700\n', '\n701\n')],
    [
      'with the root of another tree',
      head.replace(/\n[^\n]{44}\n/, `\n${log.tree.root(699).toString('base64')}\n`),
    ],
    ['with the signature of a smaller one', `${text}\n${log.head(699).split('\n').slice(4).join('\n')}`],
    [
      'with a good and a bad signature by its key',
      `${head}${signatureLine(key.name, key.verifier.hash, Buffer.alloc(64))}`,
    ],
    [
      'with a signature that is too short',
      `${text}\n${signatureLine(key.name, key.verifier.hash, Buffer.alloc(63))}`,
    ],
    ['with a line feed more', head.replace('\n\n', '\n\n\n')],
  ])('is log-wrong: %s', async (_, note) => {
    expect(await codeWithHead(log, note)).toBe('log-wrong');
  });
});

describe('a forged head, as the real install meets it', () => {
  it.each([
    ['by a key of the same name', foreignHead(goodLog())],
    ['of a larger tree than was signed', goodLog().head().replace('\n300\n', '\n301\n')],
    ['of a tree that ends before the record', goodLog().head(70)],
  ])('%s', async (_, note) => {
    const good = goodLog();
    const lie = inLookup((answer) => answer.replace(good.head(), note));
    expect(await installModule({ log: good, lie })).toMatchObject({ code: 'log-wrong', exit: 5, left: [] });
  });

  it('by a log with a key of its own', async () => {
    const foreign = mintLogKey(KEY.name);
    const other = testLog({ size: 300, id: 77, key: foreign, record: goodLog().tree.recordAt(77) });
    expect(await installModule({ log: other })).toMatchObject({ code: 'log-wrong', exit: 5, left: [] });
  });
});
