import * as openpgp from 'openpgp';
import { describe, expect, it } from 'vitest';
import { checkReadable } from '../../src/trust/openpgp/holders.ts';
import { describeKeys } from '../../src/trust/openpgp/key-list.ts';
import { embeddedKeyring, pinnedKeys, userKeys } from '../../src/trust/openpgp/keys.ts';
import { splitPackets } from '../../src/trust/openpgp/packets.ts';
import { verifySignature } from '../../src/trust/openpgp/signature.ts';
import { codeOf } from '../support/code-of.ts';
import { measureBytes } from '../support/measure.ts';
import {
  day,
  fingerprintOf,
  keyringOf,
  mintKey,
  signBytes,
  subkeyOf,
  withRevokedSubkey,
} from '../support/openpgp-keys.ts';

const key = await mintKey('2024-01-01', [
  { from: '2024-01-02', days: 365 },
  { from: '2024-01-03', sign: false },
]);
const stranger = await mintKey('2023-01-01', [{ from: '2023-01-02' }]);
const pins = [fingerprintOf(key)];
const armor = key.toPublic().armor();
const now = day('2026-06-01');

function admit(file: Uint8Array | string): Promise<string> {
  return codeOf(() => pinnedKeys(Buffer.from(file), { origin: 'refreshed', place: 'key.asc', pins }));
}

describe('a key file', () => {
  it.each([
    ['armored', armor],
    ['binary', key.toPublic().write()],
    ['behind another key, in a block of its own', stranger.toPublic().armor() + armor],
    ['before another key', armor + stranger.toPublic().armor()],
    ['behind another key, binary', Buffer.concat([stranger.toPublic().write(), key.toPublic().write()])],
  ])('with the pinned key %s gives that key alone', (_, file) => {
    const found = pinnedKeys(Buffer.from(file), { origin: 'refreshed', place: 'key.asc', pins });
    expect(found.map(({ primary, origin }) => [primary, origin])).toEqual([[pins[0], 'refreshed']]);
  });

  it.each([
    ['of another primary key', stranger.toPublic().armor(), 'key-foreign'],
    ['that is empty', '', 'key-malformed'],
    ['that is an HTML page', '<html></html>', 'key-malformed'],
    ['that is cut off', armor.slice(0, armor.length / 2), 'key-malformed'],
    ['that is cut off, binary', key.toPublic().write().subarray(0, 200), 'key-malformed'],
    ['that holds the private key', key.armor(), 'key-malformed'],
    ['that holds the private key, binary', key.write(), 'key-malformed'],
    ['with a private key behind it', Buffer.concat([key.toPublic().write(), key.write()]), 'key-malformed'],
    ['padded beyond any real size', `${armor}${'\n'.repeat(256 * 1024)}`, 'key-malformed'],
  ])('%s is refused', async (_, file, code) => {
    expect(await admit(file)).toBe(code);
  });

  it('with a pinned key whose bytes were changed is foreign: the fingerprint is computed, not read', async () => {
    const bent = Buffer.from(key.toPublic().write());
    bent[10] = (bent[10] ?? 0) ^ 1;
    expect(await admit(bent)).toBe('key-foreign');
  });

  it('of the user admits any primary key, and its signatures say so', async () => {
    const keyring = [...embeddedKeyring(), ...userKeys(Buffer.from(stranger.toPublic().armor()), 'ours.asc')];
    const file = Buffer.from('an archive signed in the house');
    const signature = await signBytes(subkeyOf(stranger), file, { at: '2024-07-02' });
    const measured = measureBytes('go1.22.5.linux-amd64.tar.gz', file);
    const signer = await verifySignature({ measured, signature, keyring, now });
    expect(signer).toMatchObject({ origin: 'keyring', primary: fingerprintOf(stranger) });
  });

  it('of the user with keys of version 6 only holds none that gv can use', async () => {
    const { publicKey } = await openpgp.generateKey({
      userIDs: [{ name: 'New' }],
      type: 'curve25519',
      config: { v6Keys: true },
    });
    expect(await codeOf(() => userKeys(Buffer.from(publicKey), 'new.asc'))).toBe('key-malformed');
  });

  it('that openpgp cannot parse stops every verification: it might hold a revocation', async () => {
    const file = Buffer.from('bytes');
    const signature = await signBytes(subkeyOf(key), file, { at: '2024-07-02' });
    const broken = {
      origin: 'refreshed',
      primary: fingerprintOf(key),
      bytes: Buffer.of(0xc6, 1, 4),
    } as const;
    const keyring = [...keyringOf(key), broken];
    const measured = measureBytes('x.tar.gz', file);
    expect(await codeOf(() => verifySignature({ measured, signature, keyring, now }))).toBe('key-malformed');
    expect(await codeOf(() => checkReadable(keyring))).toBe('key-malformed');
    expect(await codeOf(() => checkReadable(keyringOf(key)))).toBe('ok');
  });

  it('with the pinned primary packet and garbage behind it is found out before it is kept', async () => {
    const [primary] = splitPackets(key.toPublic().write()) ?? [];
    const file = Buffer.concat([primary?.bytes ?? Buffer.alloc(0), Buffer.of(0xcb, 2, 0x62, 0)]);
    const copies = pinnedKeys(file, { origin: 'refreshed', place: 'key.asc', pins });
    expect(await codeOf(() => checkReadable(copies))).toBe('key-malformed');
  });
});

describe('the list of keys', () => {
  it('shows each key once, with life, use and origin', async () => {
    const [entry, ...others] = await describeKeys([...keyringOf(key), ...keyringOf(key, 'refreshed')], now);
    expect(others).toEqual([]);
    expect(entry?.userIds).toEqual(['Test Signer <signer@example.com>']);
    expect(entry?.primary).toMatchObject({ fingerprint: pins[0], expires: null, canSign: true });
    expect(entry?.subkeys).toEqual([
      {
        fingerprint: fingerprintOf(subkeyOf(key, 0)),
        created: day('2024-01-02'),
        expires: day('2025-01-01'),
        revoked: false,
        canSign: true,
        origin: 'embedded',
      },
      {
        fingerprint: fingerprintOf(subkeyOf(key, 1)),
        created: day('2024-01-03'),
        expires: null,
        revoked: false,
        canSign: false,
        origin: 'embedded',
      },
    ]);
  });

  it('shows a revocation that only a newer copy knows', async () => {
    const newer = await withRevokedSubkey(key, 0, { reason: 'compromised', at: '2025-01-01' });
    const [entry] = await describeKeys([...keyringOf(key), ...keyringOf(newer, 'refreshed')], now);
    expect(entry?.subkeys[0]).toMatchObject({ revoked: true, canSign: false, origin: 'embedded' });
  });

  it('of the built-in key: seven signing subkeys, and openpgp agrees with the computed fingerprint', async () => {
    const [entry] = await describeKeys(embeddedKeyring(), now);
    expect(entry?.subkeys.map(({ canSign }) => canSign)).toEqual(Array.from({ length: 7 }, () => true));
    const [copy] = embeddedKeyring();
    const parsed = await openpgp.readKey({ binaryKey: copy?.bytes ?? new Uint8Array() });
    expect(parsed.getFingerprint().toUpperCase()).toBe(copy?.primary);
  });
});
