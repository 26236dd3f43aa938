import { describe, expect, it } from 'vitest';
import type { Keyring } from '../../src/trust/openpgp/keys.ts';
import { verifySignature } from '../../src/trust/openpgp/signature.ts';
import { codeOf } from '../support/code-of.ts';
import { measureBytes } from '../support/measure.ts';
import {
  day,
  keyringOf,
  mintKey,
  renewed,
  signBytes,
  subkeyOf,
  withRevokedPrimary,
  withRevokedSubkey,
  type Reason,
} from '../support/openpgp-keys.ts';

const FILE = Buffer.from('the bytes of an archive');
const measured = measureBytes('go1.22.5.linux-amd64.tar.gz', FILE);
const now = day('2026-06-01');
const key = await mintKey('2024-01-01', [{ from: '2024-01-02' }, { from: '2024-01-02' }]);
const early = await signBytes(subkeyOf(key), FILE, { at: '2024-07-02' });
const late = await signBytes(subkeyOf(key), FILE, { at: '2025-07-02' });
const original = keyringOf(key);
const AT = '2025-01-01';

function verdict(signature: Uint8Array, keyring: Keyring): Promise<string> {
  return codeOf(() => verifySignature({ measured, signature, keyring, now }));
}

describe('a revoked subkey', () => {
  const cases: readonly (readonly [Reason, string, string])[] = [
    ['compromised', 'signer-revoked', 'signer-revoked'],
    ['unspecified', 'signer-revoked', 'signer-revoked'],
    ['retired', 'ok', 'signer-revoked'],
    ['superseded', 'ok', 'signer-revoked'],
  ];

  it.each(cases)('%s: signed before %s, signed after %s', async (reason, before, after) => {
    const keyring = keyringOf(await withRevokedSubkey(key, 0, { reason, at: AT }));
    expect(await verdict(early, keyring)).toBe(before);
    expect(await verdict(late, keyring)).toBe(after);
  });

  it('is refused although an older copy of the certificate does not know of it, whatever their order', async () => {
    const refreshed = keyringOf(
      await withRevokedSubkey(key, 0, { reason: 'compromised', at: AT }),
      'refreshed',
    );
    expect(await verdict(early, original)).toBe('ok');
    expect(await verdict(early, [...original, ...refreshed])).toBe('signer-revoked');
    expect(await verdict(early, [...refreshed, ...original])).toBe('signer-revoked');
  });

  it('does not take its siblings along', async () => {
    const keyring = keyringOf(await withRevokedSubkey(key, 0, { reason: 'compromised', at: AT }));
    const sibling = await signBytes(subkeyOf(key, 1), FILE, { at: '2025-07-02' });
    expect(await verdict(sibling, keyring)).toBe('ok');
  });

  it('judges two signatures of different times independently of their order', async () => {
    const keyring = keyringOf(await withRevokedSubkey(key, 0, { reason: 'retired', at: AT }));
    expect([await verdict(late, keyring), await verdict(early, keyring)]).toEqual(['signer-revoked', 'ok']);
  });

  it('is refused when the revocation is newer than the signature and dated in the future', async () => {
    const keyring = keyringOf(await withRevokedSubkey(key, 0, { reason: 'compromised', at: '2027-01-01' }));
    expect(await verdict(early, keyring)).toBe('signer-revoked');
  });
});

describe('a revoked primary key', () => {
  it('takes every signature along when it was compromised, in whichever copy that stands', async () => {
    const revoked = keyringOf(await withRevokedPrimary(key, { reason: 'compromised', at: AT }), 'refreshed');
    expect(await verdict(early, revoked)).toBe('signer-revoked');
    expect(await verdict(early, [...original, ...revoked])).toBe('signer-revoked');
  });

  it('that was retired still vouches for what was signed before', async () => {
    const retired = keyringOf(await withRevokedPrimary(key, { reason: 'retired', at: AT }));
    expect(await verdict(early, retired)).toBe('ok');
    expect(await verdict(late, retired)).toBe('signer-revoked');
  });
});

describe('a renewed certificate', () => {
  it('does not make older signatures fail as long as the older copy is kept, whatever their order', async () => {
    const newer = keyringOf(await renewed(key, '2025-03-01'), 'refreshed');
    expect(await verdict(early, newer)).toBe('signer-unknown');
    expect(await verdict(late, newer)).toBe('ok');
    expect(await verdict(early, [...original, ...newer])).toBe('ok');
    expect(await verdict(early, [...newer, ...original])).toBe('ok');
    expect(await verdict(late, [...original, ...newer])).toBe('ok');
  });

  it('says which copy vouched', async () => {
    const newer = keyringOf(await renewed(key, '2025-03-01'), 'refreshed');
    const keyring = [...newer, ...original];
    const origins = await Promise.all(
      [early, late].map(async (signature) => {
        const signer = await verifySignature({ measured, signature, keyring, now });
        return signer.origin;
      }),
    );
    expect(origins).toEqual(['embedded', 'refreshed']);
  });
});
