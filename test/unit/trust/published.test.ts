import { describe, expect, it } from 'vitest';
import { parseVersion, type Version } from '../../../src/core/version.ts';
import type { Signer } from '../../../src/trust/openpgp/claim.ts';
import {
  checkPublished,
  checkSignedTime,
  publishedNotBefore,
  signatureExpected,
} from '../../../src/trust/published.ts';
import { codeOf } from '../../support/code-of.ts';

function release(text: string): Version {
  const version = parseVersion(text);
  if (version === undefined) throw new RangeError(text);
  return version;
}

function signerOf(created: string): Signer {
  const key = 'A'.repeat(40);
  const expires = new Date('2024-10-25');
  return {
    primary: key,
    subkey: key,
    keyId: 'A'.repeat(16),
    created: new Date(created),
    expires,
    origin: 'embedded',
  };
}

describe('which files have a published signature', () => {
  it.each([
    ['1.2.2', false],
    ['1.5.2', false],
    ['1.8.0', false],
    ['1.8.4', false],
    ['1.8.5', true],
    ['1.8.7', true],
    ['1.9beta1', false],
    ['1.9beta2', false],
    ['1.9rc1', false],
    ['1.9rc2', true],
    ['1.9.0', true],
    ['1.9.1', false],
    ['1.9.2rc2', true],
    ['1.9.2', true],
    ['1.9.7', true],
    ['1.10beta1', true],
    ['1.21.0', true],
    ['1.27rc2', true],
    ['1.27.0', true],
    ['1.99.1', true],
  ])('tar.gz of %s: %s', (text, expected) => {
    const version = release(text);
    for (const kind of ['linux-amd64', 'darwin-arm64', 'src']) {
      expect(signatureExpected(version, `go${version.name}.${kind}.tar.gz`)).toBe(expected);
    }
    expect(signatureExpected(version, `go${version.name}.windows-amd64.zip`)).toBe(false);
  });

  it('expects one of a file it does not know the kind of', () => {
    expect(signatureExpected(release('1.22.5'), 'go1.22.5.linux-amd64.tar.xz')).toBe(true);
  });
});

describe('the earliest time of a signature', () => {
  it.each([
    ['1.7.6', '1970-01-01'],
    ['1.8.5', '2017-02-06'],
    ['1.9rc2', '2017-02-06'],
    ['1.9.2rc2', '2017-08-14'],
    ['1.19.8', '2022-07-23'],
    ['1.20.0', '2023-01-22'],
    ['1.22.8', '2024-01-27'],
    ['1.22.9', '2024-10-27'],
    ['1.22.12', '2024-10-27'],
    ['1.23rc1', '2024-01-27'],
    ['1.27rc1', '2026-01-31'],
    ['1.27.4', '2026-08-08'],
    ['1.28beta1', '2026-08-08'],
    ['1.28.3', '2026-08-08'],
    ['1.31.0', '2026-08-08'],
  ])('of %s is %s', (text, day) => {
    expect(publishedNotBefore(release(text)).toISOString().slice(0, 10)).toBe(day);
  });

  it('lets real signatures through', () => {
    expect(() => checkPublished(signerOf('2023-03-30T00:16:03Z'), release('1.19.8'))).not.toThrow();
    expect(() => checkPublished(signerOf('2026-08-18T22:11:00Z'), release('1.27.0'))).not.toThrow();
  });

  it.each(['1.22.9', '1.23.3', '1.24.0', '1.27.0', '1.28.0'])(
    'refuses a subkey that expired before %s, back-dated to its last day',
    async (text) => {
      const stolen = signerOf('2024-10-24T23:59:59Z');
      expect(await codeOf(() => checkPublished(stolen, release(text)))).toBe('signer-expired');
      expect(await codeOf(() => checkPublished(stolen, release('1.22.8')))).toBe('ok');
    },
  );
});

describe('the time in VERSION', () => {
  const signer = signerOf('2024-07-02T18:00:00Z');

  it.each([
    ['before the signature', '2024-07-02T17:00:00Z', 'ok'],
    ['at the same second', '2024-07-02T18:00:00Z', 'ok'],
    ['after the signature', '2024-07-02T18:00:01Z', 'signature-wrong'],
  ])('%s', async (_, time, code) => {
    expect(await codeOf(() => checkSignedTime(signer, new Date(time)))).toBe(code);
  });

  it('is not asked of releases before 1.21, which have none', () => {
    expect(() => checkSignedTime(signer, undefined)).not.toThrow();
  });
});
