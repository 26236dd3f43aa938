import { readFileSync } from 'node:fs';
import { describe, expect, it, type TestContext } from 'vitest';
import { parseVersion } from '../../src/core/version.ts';
import { embeddedKeyring, pinnedKeys } from '../../src/trust/openpgp/keys.ts';
import { verifySignature } from '../../src/trust/openpgp/signature.ts';
import { checkPublished } from '../../src/trust/published.ts';
import { codeOf } from '../support/code-of.ts';
import { measureFile } from '../support/measure.ts';
import { realMaterial } from '../support/real.ts';

const now = new Date('2026-11-21');
const PRIMARY = 'EB4C1BFD4F042F6DDDCCEC917721F63BD38B4796';

const RELEASES = [
  {
    release: '1.19.8',
    subkey: '8461EFA0E74ABAE010DE66994EB27DB2A3B88B8B',
    created: '2023-03-30T00:16:03Z',
    expires: '2024-10-25T14:11:43Z',
  },
  {
    release: '1.27.0',
    subkey: '0E225917414670F4442C250DFD533C07C264648F',
    created: '2026-08-18T22:11:00Z',
    expires: '2028-01-07T16:53:01Z',
  },
] as const;

type Archive = { readonly path: string; readonly signature: Buffer } | { readonly missing: string };

function archive(release: string): Archive {
  const file = realMaterial(`dist/go${release}.src.tar.gz`);
  const asc = realMaterial(`dist/go${release}.src.tar.gz.asc`);
  if ('missing' in file) return file;
  if ('missing' in asc) return asc;
  return { path: file.path, signature: readFileSync(asc.path) };
}

describe.each(RELEASES)("Google's signature of go$release", ({ release, subkey, created, expires }) => {
  const found = archive(release);

  it('is good, by the subkey of that year, with the built-in key alone', async (context: TestContext) => {
    if ('missing' in found) context.skip(found.missing);
    const measured = await measureFile(found.path);
    const { signature } = found;
    const signer = await verifySignature({ measured, signature, keyring: embeddedKeyring(), now });
    expect(signer).toEqual({
      primary: PRIMARY,
      subkey,
      keyId: subkey.slice(-16),
      created: new Date(created),
      expires: new Date(expires),
      origin: 'embedded',
    });
    const version = parseVersion(release);
    if (version === undefined) throw new RangeError(release);
    expect(() => checkPublished(signer, version)).not.toThrow();
  });

  it('is wrong for any other file', async (context: TestContext) => {
    const other = archive(release === '1.27.0' ? '1.19.8' : '1.27.0');
    if ('missing' in found) context.skip(found.missing);
    if ('missing' in other) context.skip(other.missing);
    const measured = await measureFile(other.path);
    const { signature } = found;
    expect(
      await codeOf(() => verifySignature({ measured, signature, keyring: embeddedKeyring(), now })),
    ).toBe('signature-wrong');
  });
});

describe('the published key file', () => {
  const file = realMaterial('keys/google-linux-signing-key.asc');

  it('is what is built in, byte for byte', (context: TestContext) => {
    if ('missing' in file) context.skip(file.missing);
    const published = pinnedKeys(readFileSync(file.path), { origin: 'embedded', place: file.path });
    expect(published.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
      embeddedKeyring().map(({ bytes }) => Buffer.from(bytes).toString('base64')),
    );
  });
});
