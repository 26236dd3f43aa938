import * as openpgp from 'openpgp';
import { describe, expect, it } from 'vitest';
import type { Measured } from '../../src/core/measured.ts';
import { pinnedKeys } from '../../src/trust/openpgp/keys.ts';
import { verifySignature } from '../../src/trust/openpgp/signature.ts';
import { codeOf } from '../support/code-of.ts';
import { measureBytes } from '../support/measure.ts';
import {
  day,
  fingerprintOf,
  graft,
  keyringOf,
  mintKey,
  signBytes,
  subkeyOf,
  type SignWish,
  type SigningKey,
} from '../support/openpgp-keys.ts';

const FILE = Buffer.from('the bytes of an archive');
const NAME = 'go1.22.5.linux-amd64.tar.gz';
const measured = measureBytes(NAME, FILE);
const now = day('2026-06-01');
const key = await mintKey('2024-01-01', [
  { from: '2024-01-02', days: 365 },
  { from: '2024-01-02', sign: false, type: 'rsa' },
  { from: '2024-03-01', type: 'rsa' },
]);
const stranger = await mintKey('2024-01-01', [{ from: '2024-01-02' }]);
const keyring = keyringOf(key);
const [first, encryption, rsa] = [subkeyOf(key, 0), subkeyOf(key, 1), subkeyOf(key, 2)];

async function verdict(signer: SigningKey, wish: SignWish, bytes: Uint8Array = FILE): Promise<string> {
  const signature = await signBytes(signer, bytes, wish);
  return codeOf(() => verifySignature({ measured, signature, keyring, now }));
}

describe('a signature that proves the file', () => {
  it('names primary, subkey, time and expiry', async () => {
    const signature = await signBytes(first, FILE, { at: '2024-07-02T10:00:00Z' });
    expect(await verifySignature({ measured, signature, keyring, now })).toEqual({
      primary: fingerprintOf(key),
      subkey: fingerprintOf(first),
      keyId: fingerprintOf(first).slice(-16),
      created: day('2024-07-02T10:00:00Z'),
      expires: day('2025-01-01'),
      origin: 'embedded',
    });
  });

  it.each([
    ['by an RSA subkey', rsa, { at: '2024-07-02' }],
    ['by the primary key itself', key, { at: '2024-07-02' }],
    ['with SHA-256', rsa, { at: '2024-07-02', hash: openpgp.enums.hash.sha256 }],
    ['with SHA-384', rsa, { at: '2024-07-02', hash: openpgp.enums.hash.sha384 }],
    ['by a subkey that expired afterwards', first, { at: '2024-12-31' }],
  ])('%s', async (_, signer, wish) => {
    expect(await verdict(signer, wish)).toBe('ok');
  });
});

describe('other bytes', () => {
  it('one flipped bit, one byte less, one more, none', async () => {
    const flipped = Buffer.from(FILE);
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    const others = [flipped, FILE.subarray(1), Buffer.concat([FILE, Buffer.of(0)]), Buffer.alloc(0)];
    for (const signer of [first, rsa]) {
      for (const other of others) {
        expect(await verdict(signer, { at: '2024-07-02' }, other)).toBe('signature-wrong');
      }
    }
  });

  it('a digest that was computed wrongly is refused: the digest handed in is the one that counts', async () => {
    const signature = await signBytes(rsa, FILE, { at: '2024-07-02' });
    const other = measureBytes(NAME, Buffer.from('other bytes'));
    const lying: Measured = {
      ...measured,
      digestWith: (algorithm, suffix) => other.digestWith(algorithm, suffix),
    };
    expect(await codeOf(() => verifySignature({ measured: lying, signature, keyring, now }))).toBe(
      'signature-wrong',
    );
  });

  it('every byte of the signature packet matters', async () => {
    const signature = await signBytes(first, FILE, { at: '2024-07-02' });
    for (let at = 0; at < signature.length; at += 1) {
      const bent = Buffer.from(signature);
      bent[at] = (bent[at] ?? 0) ^ 1;
      const code = await codeOf(() => verifySignature({ measured, signature: bent, keyring, now }));
      expect(code, `byte ${at}`).not.toBe('ok');
      expect(code, `byte ${at}`).not.toBe('failed');
    }
  });
});

describe('a key that may not vouch', () => {
  it('is not in the keyring at all', async () => {
    expect(await verdict(subkeyOf(stranger), { at: '2024-07-02' })).toBe('signer-unknown');
    expect(await verdict(stranger, { at: '2024-07-02' })).toBe('signer-unknown');
  });

  it('is meant for encryption only', async () => {
    expect(await verdict(encryption, { at: '2024-07-02' })).toBe('signer-foreign');
  });

  it('was grafted onto the genuine primary key', async () => {
    const grafted = pinnedKeys(graft(key, stranger), {
      origin: 'refreshed',
      place: 'key.asc',
      pins: [fingerprintOf(key)],
    });
    const signature = await signBytes(subkeyOf(stranger), FILE, { at: '2024-07-02' });
    const both = [...keyring, ...grafted];
    expect(await codeOf(() => verifySignature({ measured, signature, keyring: both, now }))).toBe(
      'signer-foreign',
    );
  });

  it('has the id of a known key but another fingerprint', async () => {
    const signature = Buffer.from(await signBytes(first, FILE, { at: '2024-07-02' }));
    const print = Buffer.from(fingerprintOf(first), 'hex');
    const at = signature.indexOf(print);
    expect(at).toBeGreaterThan(0);
    signature[at] = (signature[at] ?? 0) ^ 1;
    expect(await codeOf(() => verifySignature({ measured, signature, keyring, now }))).toBe('signer-foreign');
  });

  it('an empty keyring vouches for nothing', async () => {
    const signature = await signBytes(first, FILE, { at: '2024-07-02' });
    expect(await codeOf(() => verifySignature({ measured, signature, keyring: [], now }))).toBe(
      'signer-unknown',
    );
  });
});

describe('a time that cannot be', () => {
  it.each([
    ['after the expiry of the subkey', first, { at: '2025-01-02' }, 'signer-expired'],
    ['at the very second it expires', first, { at: '2025-01-01T00:00:00Z' }, 'signer-expired'],
    ['before the subkey was made', rsa, { at: '2024-02-01' }, 'signature-wrong'],
    ['before the certificate was made', key, { at: '2023-02-01' }, 'signature-wrong'],
    ['in the future', rsa, { at: '2026-06-02' }, 'signature-wrong'],
    ['past its own expiry', rsa, { at: '2024-07-02', days: 10 }, 'signer-expired'],
  ] as const)('%s', async (_, signer, wish, code) => {
    expect(await verdict(signer, wish)).toBe(code);
  });
});

describe('a weak hash', () => {
  it.each([
    ['SHA-1', openpgp.enums.hash.sha1],
    ['SHA-224', openpgp.enums.hash.sha224],
  ])('%s is refused', async (_, hash) => {
    expect(await verdict(rsa, { at: '2024-07-02', hash })).toBe('signature-wrong');
  });
});
