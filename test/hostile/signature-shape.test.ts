import * as openpgp from 'openpgp';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../src/trust/openpgp/signature.ts';
import { codeOf } from '../support/code-of.ts';
import { measureBytes } from '../support/measure.ts';
import { armored, day, keyringOf, mintKey, signBytes, subkeyOf } from '../support/openpgp-keys.ts';

const FILE = Buffer.from('the bytes of an archive');
const measured = measureBytes('go1.22.5.linux-amd64.tar.gz', FILE);
const now = day('2026-06-01');
const key = await mintKey('2024-01-01', [{ from: '2024-01-02' }]);
const keyring = keyringOf(key);
const good = await signBytes(subkeyOf(key), FILE, { at: '2024-07-02' });
const asc = Buffer.from(await armored(good)).toString();

function verdict(signature: Uint8Array | string): Promise<string> {
  return codeOf(() => verifySignature({ measured, signature: Buffer.from(signature), keyring, now }));
}

describe('a signature file that is accepted', () => {
  it.each([
    ['as gpg writes it', asc],
    ['binary', good],
    ['with CRLF line ends', asc.replaceAll(/\r?\n/g, '\r\n')],
    ['with text around the block', `Release team\n\n${asc}\nbye\n`],
    ['without its CRC line', asc.replace(/^=[A-Za-z0-9+/]{4}\r?\n/m, '')],
  ])('%s', async (_, signature) => {
    expect(await verdict(signature)).toBe('ok');
  });

  it('over an empty file, and then only over that', async () => {
    const empty = measureBytes('empty', Buffer.alloc(0));
    const signature = await signBytes(subkeyOf(key), Buffer.alloc(0), { at: '2024-07-02' });
    expect(await codeOf(() => verifySignature({ measured: empty, signature, keyring, now }))).toBe('ok');
    expect(await verdict(signature)).toBe('signature-wrong');
  });
});

describe('what is no detached signature over a binary file', () => {
  const half = Math.floor(asc.length / 2);
  it.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
    ['an HTML page', '<!DOCTYPE html><html><body>Sign in to the network</body></html>'],
    ['a text', 'not found'],
    ['NUL bytes', Buffer.alloc(64)],
    ['a block cut in the middle', asc.slice(0, half)],
    ['a block without its END line', asc.replace(/-----END[^]*$/, '')],
    ['a block without the blank line', asc.replace(/\r?\n\r?\n/, '\n')],
    ['base64 with a foreign character', asc.replace(/\n([A-Za-z])([A-Za-z0-9+/]{20})/, '\n*$2')],
    ['a cut-off binary packet', good.subarray(0, good.length - 7)],
    ['two armor blocks', asc + asc],
    ['a public key', key.toPublic().armor()],
    ['a good one, padded beyond any real size', `${asc}${'\n'.repeat(64 * 1024)}`],
    ['two packets, both good', Buffer.concat([good, good])],
    ['a good packet before a literal one', Buffer.concat([good, Buffer.of(0xcb, 0x01, 0x62)])],
    ['a packet of random bytes', Buffer.of(0xc2, 0x06, 4, 0, 1, 8, 0, 0)],
  ])('%s is signature-malformed', async (_, signature) => {
    expect(await verdict(signature)).toBe('signature-malformed');
  });

  it('a cleartext message is signature-malformed', async () => {
    const message = await openpgp.createCleartextMessage({ text: 'hello' });
    const signed = await openpgp.sign({ message, signingKeys: key, date: day('2024-07-02') });
    expect(await verdict(signed)).toBe('signature-malformed');
  });

  it.each([
    ['text', openpgp.enums.signature.text],
    ['standalone', openpgp.enums.signature.standalone],
  ])('a %s signature is signature-malformed, though its arithmetic is right', async (_, type) => {
    const signature = await signBytes(subkeyOf(key), FILE, { at: '2024-07-02', type });
    expect(await verdict(signature)).toBe('signature-malformed');
  });

  it('a version 3 signature is signature-malformed', async () => {
    const old = Buffer.from(good);
    old[old.indexOf(4, 2)] = 3;
    expect(await verdict(old)).toBe('signature-malformed');
  });
});
