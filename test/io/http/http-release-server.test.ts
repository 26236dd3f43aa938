import { createMessage, readKey, readSignature, verify } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { parseIndex } from '../../../src/core/release/release-index.ts';
import { SAMPLE, SAMPLE_NAME, sampleRelease, sha256 } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner, sharedSigner } from '../../support/release-signing.ts';

async function bytesAt(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

describe('the release server of these tests', () => {
  it('serves an index with true digests, or lying ones', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    const [archive] = parseIndex((await bytesAt(`${server.base}/?mode=json`)).toString())[0]?.archives ?? [];
    expect(archive).toEqual({ name: SAMPLE_NAME, size: SAMPLE.length, sha256: sha256(SAMPLE) });
    server.set('index', { kind: 'lying-digest' });
    const [lied] = parseIndex((await bytesAt(`${server.base}/`)).toString())[0]?.archives ?? [];
    expect(lied?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(lied?.sha256).not.toBe(sha256(SAMPLE));
  });

  it.each([
    ['a key of its own', newSigner],
    ['the shared key', sharedSigner],
  ])('signs with %s, by a subkey, so that the signature verifies', async (_whose, make) => {
    const signer = await make();
    await using server = await startReleaseServer({ releases: [sampleRelease()], signer });
    const { signatures } = await verify({
      message: await createMessage({
        binary: new Uint8Array(await bytesAt(`${server.base}/${SAMPLE_NAME}`)),
      }),
      signature: await readSignature({
        armoredSignature: (await bytesAt(`${server.base}/${SAMPLE_NAME}.asc`)).toString(),
      }),
      verificationKeys: await readKey({ armoredKey: signer.publicKey }),
    });
    expect(await signatures[0]?.verified).toBe(true);
    expect(signatures[0]?.keyID.toHex().toUpperCase()).not.toBe(signer.fingerprint.slice(-16));
  });

  it('flips exactly one bit when told to', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    server.set(SAMPLE_NAME, { kind: 'lying-bytes', at: 70_000 });
    const bytes = await bytesAt(`${server.base}/${SAMPLE_NAME}`);
    const differing = [...bytes.entries()].filter(([at, byte]) => byte !== SAMPLE[at]);
    expect(differing.map(([at]) => at)).toEqual([70_000]);
  });

  it('ends by itself', async () => {
    const server = await startReleaseServer({ lifetimeMs: 1 });
    await expect
      .poll(() =>
        fetch(server.base).then(
          () => 'answers',
          () => 'ended',
        ),
      )
      .toBe('ended');
    await server.close();
  });
});
