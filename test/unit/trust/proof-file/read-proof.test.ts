import { describe, expect, it } from 'vitest';
import { parseVerifierKey } from '../../../../src/trust/log/verifier-key.ts';
import { proofFileText } from '../../../../src/trust/proof-file/proof-file.ts';
import { readProofFile } from '../../../../src/trust/proof-file/read-proof.ts';
import { codeOf } from '../../../support/code-of.ts';
import { askLog } from '../../../support/log-ask.ts';
import { mintLogKey } from '../../../support/log-key.ts';
import { H1, headText, MODULE, testLog, VERSION } from '../../../support/log.ts';

const key = mintLogKey('sum.golang.org');
const verifier = parseVerifierKey(key.text);
const NAME = 'x.tlog-proof';
const question = { name: NAME, module: MODULE, version: VERSION, key: verifier };

async function proofOf(size: number, id: number): Promise<string> {
  return await proofFileText(await askLog(testLog({ size, id, key })), verifier);
}

const good = await proofOf(700, 300);
const lines = good.split('\n');
const hashes = lines.slice(3, lines.indexOf(''));
const without = (hash: string | undefined): string => good.replace(`${hash}\n`, '');
const more = good.replace(`${hashes[0]}\n`, `${hashes[0]}\n${hashes[1]}\n`);
const other = (from: string, to: string): string => {
  expect(good).toContain(from);
  return good.replace(from, to);
};
const future = other(
  good.slice(good.indexOf('go.sum database tree')),
  key.note(headText(2 ** 40, Buffer.alloc(32, 7))),
);
const small = other(
  good.slice(good.indexOf('go.sum database tree')),
  key.note(headText(300, Buffer.alloc(32, 7))),
);

const stranger = mintLogKey('sum.golang.org');
const ofStranger = await proofFileText(
  await askLog(testLog({ size: 700, id: 300, key: stranger })),
  parseVerifierKey(stranger.text),
);

describe('a proof file is read', () => {
  it.each([
    [1, 0],
    [2, 1],
    [3, 2],
    [257, 256],
    [700, 511],
    [65_537, 65_536],
    [2 ** 33 + 300, 2 ** 33 - 1],
  ])('as proof of its record in a tree of %i records', async (size, id) => {
    const { proof, head } = readProofFile({ ...question, text: await proofOf(size, id) });
    expect(proof).toMatchObject({ h1: H1, record: id, treeSize: size });
    expect([head.size, head.note]).toEqual([size, proof.head]);
  });

  it.each<readonly [string, string, string]>([
    ['whose path lacks its first hash', without(hashes[0]), 'hashes'],
    ['whose path lacks its last hash', without(hashes.at(-1)), 'hashes'],
    ['whose path has one hash more', more, 'hashes'],
    ['without a path', good.replace(`${hashes.join('\n')}\n`, ''), '0 hashes are not the number'],
    ['with another number', other('index 300', 'index 301'), 'signed root'],
    ['with another hash', other(hashes[2] ?? '', Buffer.alloc(32, 1).toString('base64')), 'signed root'],
    ['with another record', other('extra ', `extra ${Buffer.from('xyz').toString('base64')}`), 'signed root'],
    ['with a head of a tree to come', future, 'hashes'],
    ['whose record lies beyond its head', small, 'record 300 is not in its tree of 300 records yet'],
    ['of another log of that name', ofStranger, 'not signed by sum.golang.org+'],
    ['with a cut signature', good.slice(0, -9), 'not signed by sum.golang.org+'],
  ])('%s: proof-wrong, by name', (_, text, words) => {
    expect(() => readProofFile({ ...question, text })).toThrow(
      expect.objectContaining({ code: 'proof-wrong', message: expect.stringContaining(words) }),
    );
    expect(() => readProofFile({ ...question, text })).toThrow(NAME);
  });

  it('for its own release and platform alone', () => {
    const version = 'v0.0.1-go1.22.4.linux-amd64';
    expect(() => readProofFile({ ...question, version, text: good })).toThrow(
      expect.objectContaining({
        code: 'proof-wrong',
        message: `${NAME}: its record is not about ${MODULE} ${version}`,
      }),
    );
  });

  it.each([
    '',
    '\n',
    '<html>',
    good.slice(1),
    good.replace('@v1', '@v2'),
    good.replace(/^extra .*\n/m, ''),
    good.replace('index 300', 'index 0300'),
    good.replace('index 300', `index ${'9'.repeat(16)}`),
    good.replace('index 300', 'index -1'),
    good.replace(hashes[0] ?? '', 'AAAA'),
    good.replaceAll('\n', '\r\n'),
    good.replace(hashes[0] ?? '', `${hashes[0]}\n`.repeat(65).trim()),
  ])('not in another form: proof-malformed', async (text) => {
    expect(await codeOf(() => readProofFile({ ...question, text }))).toBe('proof-malformed');
  });
});
