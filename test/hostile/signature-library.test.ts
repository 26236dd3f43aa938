import * as openpgp from 'openpgp';
import { describe, expect, it } from 'vitest';
import { holdersIn, parseKeyring } from '../../src/trust/openpgp/holders.ts';
import { checkDigestSigned } from '../../src/trust/openpgp/signed-digest.ts';
import { codeOf } from '../support/code-of.ts';
import { measureBytes } from '../support/measure.ts';
import { day, keyringOf, mintKey, signBytes, subkeyOf } from '../support/openpgp-keys.ts';

const FILE = Buffer.from('the bytes of an archive');
const measured = measureBytes('go1.22.5.linux-amd64.tar.gz', FILE);
const now = day('2026-06-01');
const key = await mintKey('2024-01-01', [{ from: '2024-01-02' }]);
const signature = await signBytes(subkeyOf(key), FILE, { at: '2024-07-02' });
const holders = holdersIn(await parseKeyring(openpgp, keyringOf(key))).filter(
  ({ key }) => !('subkeys' in key),
);

async function parsed(): Promise<openpgp.SignaturePacket> {
  const [packet] = (await openpgp.readSignature({ binarySignature: signature })).packets;
  if (packet === undefined) throw new RangeError('no packet');
  return packet;
}

function check(packet: openpgp.SignaturePacket): Promise<unknown> {
  return checkDigestSigned({ pgp: openpgp, packet, holders, measured, algorithm: 'sha512', now });
}

describe('the digest handed to the OpenPGP library', () => {
  it('is what openpgp.js of the pinned version verifies', async () => {
    expect(openpgp.config.versionString).toBe('OpenPGP.js 6.3.2');
    expect(await check(await parsed())).toHaveLength(1);
  });

  it('cannot be replaced by hashing a message, as none is given', async () => {
    const packet = await parsed();
    await expect(
      packet.verify(subkeyOf(key).keyPacket, openpgp.enums.signature.binary, {}, now, true),
    ).rejects.toThrow(TypeError);
  });

  it('is missed when a library says yes without looking at it', async () => {
    const credulous = Object.assign(await parsed(), { verify: () => Promise.resolve() });
    expect(await codeOf(() => check(credulous))).toBe('failed');
  });

  it('is the same digest as the library would compute from the whole file', async () => {
    const message = await openpgp.createMessage({ binary: FILE });
    const { signatures } = await openpgp.verify({
      message,
      signature: await openpgp.readSignature({ binarySignature: signature }),
      verificationKeys: key.toPublic(),
      format: 'binary',
    });
    expect(await Promise.all(signatures.map(({ verified }) => verified))).toEqual([true]);
  });
});
