import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RELEASE_HOME } from '../../../src/core/own/release-home.ts';
import { GvError } from '../../../src/errors.ts';
import { archiveFor, readSignedSums, requireReleaseKey } from '../../../src/trust/release-sums.ts';

const OWN = generateKeyPairSync('ed25519');
const OTHER = generateKeyPairSync('ed25519');
const A = 'a'.repeat(64);

function publicHalf(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

const KEYS = [publicHalf(OWN.publicKey)];

function codeFrom(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof GvError) return error.code;
    throw error;
  }
}

function read(text: string, keys: readonly string[] = KEYS) {
  const sums = Buffer.from(text);
  return readSignedSums({ sums, signature: sign(null, sums, OWN.privateKey), keys });
}

const GOOD = `${A}  gv-1.2.3-linux-amd64.tar.gz\n${A}  gv-1.2.3-any.tar.gz\n${A}  install.sh\n`;

describe('the signed list of a release', () => {
  it('is believed when any of the keys signed it', () => {
    expect(read(GOOD).version.text).toBe('1.2.3');
    expect(read(GOOD, [publicHalf(OTHER.publicKey), ...KEYS]).digests.size).toBe(3);
    expect(archiveFor(read(GOOD), 'linux-amd64')).toEqual({ name: 'gv-1.2.3-linux-amd64.tar.gz', sha256: A });
  });

  it('is not when no key, another key or nobody signed it', () => {
    const sums = Buffer.from(GOOD);
    const signature = sign(null, sums, OWN.privateKey);
    const code = (over: Partial<Parameters<typeof readSignedSums>[0]>): string =>
      codeFrom(() => readSignedSums({ sums, signature, keys: KEYS, ...over }));
    expect(code({})).toBe('none');
    expect(code({ keys: [] })).toBe('no-release-key');
    expect(code({ keys: [publicHalf(OTHER.publicKey)] })).toBe('signature-wrong');
    expect(code({ sums: Buffer.from(`${GOOD}\n`) })).toBe('signature-wrong');
    expect(code({ signature: undefined })).toBe('signature-missing');
    expect(code({ signature: new Uint8Array() })).toBe('signature-malformed');
    expect(code({ signature: signature.subarray(1) })).toBe('signature-malformed');
    for (let bit = 0; bit < 512; bit += 1) {
      const wrong = Uint8Array.from(signature);
      wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(code({ signature: wrong })).toBe('signature-wrong');
    }
  });

  it('is not believed by a key of another kind', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 512 });
    const sums = Buffer.from(GOOD);
    const signature = sign('sha256', sums, rsa.privateKey);
    expect(signature).toHaveLength(64);
    expect(codeFrom(() => readSignedSums({ sums, signature, keys: [publicHalf(rsa.publicKey)] }))).toBe(
      'signature-wrong',
    );
  });

  it.each([
    ['', 'nothing'],
    [`${A}  install.sh\n`, 'no archive'],
    [`${A}  gv-1.2.3-any.tar.gz\n${A}  gv-1.2.4-linux-amd64.tar.gz\n`, 'two releases'],
    [`${A}  gv-1.2.3-any.tar.gz\n${A}  gv-1.2.3-any.tar.gz\n`, 'a name twice'],
    [`${A}  gv-1.2.3-any.tar.gz\n${A}  ../x\n`, 'a path'],
    [`${A}  gv-1.2.3-any.tar.gz\n${A} gv\n`, 'one blank'],
    [`${A.toUpperCase()}  gv-1.2.3-any.tar.gz\n`, 'capital digits'],
    [`${A}  gv-1.2.3-any.tar.gz\r\n`, 'other line ends'],
    [`${A}  gv-v1.2.3-any.tar.gz\n`, 'another spelling of the version'],
    [`${A}  gv-1.2-any.tar.gz\n`, 'no version'],
    [`${A}  go1.22.5.linux-amd64.tar.gz\n`, 'a list of something else'],
  ])('must be the list of one release: %j (%s)', (text) => {
    expect(codeFrom(() => read(text))).toBe('content-wrong');
  });

  it('says which platform it lacks', () => {
    expect(codeFrom(() => archiveFor(read(GOOD), 'darwin-arm64'))).toBe('no-archive');
    expect(codeFrom(() => archiveFor(read(GOOD), '__proto__'))).toBe('no-archive');
  });
});

describe('the keys that come with gv', () => {
  it('are Ed25519 keys, or there are none and nothing counts', () => {
    for (const key of RELEASE_HOME.keys) expect(codeFrom(() => read(GOOD, [key]))).toBe('signature-wrong');
    const without = RELEASE_HOME.keys.length === 0 ? 'no-release-key' : 'none';
    expect(codeFrom(() => requireReleaseKey(RELEASE_HOME.keys))).toBe(without);
  });
});
