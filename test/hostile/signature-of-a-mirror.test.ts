import { describe, expect, it } from 'vitest';
import { ARCHIVE, installRelease, RELEASE } from '../support/hostile-release.ts';
import { leftIn } from '../support/left.ts';
import type { Mode } from '../support/release-modes.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';
import { testWorld } from '../support/test-world.ts';

const signer = await newSigner();
const stranger = await newSigner('Somebody else');
const BYTES = tarGz(toolchainEntries(RELEASE));
const MISSING: Mode = { kind: 'status', status: 404 };
const REFUSED: Mode = { kind: 'status', status: 403 };
const ASTRAY: Mode = { kind: 'redirect', to: 'ftp://server.test/' };
const ENDLESS = sent(Buffer.alloc(200_000, 'A'));
const GARBAGE = sent('Not found\n');

function sent(bytes: string | Uint8Array): Mode {
  return { kind: 'instead', bytes: Buffer.from(bytes) };
}

/** Installs where a mirror, and then the server of the index, answer so to the question for the signature. */
async function install(mirror: Mode, official: Mode): Promise<string> {
  const files = [{ fileName: ARCHIVE, os: 'linux', arch: 'amd64', bytes: BYTES }];
  await using server = await startReleaseServer({ releases: [{ version: RELEASE, files }], signer });
  await using world = await testWorld({ env: { GV_MIRROR: `${server.origin}/mirror` } });
  server.set(`/mirror/${ARCHIVE}.asc`, mirror);
  server.set(`/dl/${ARCHIVE}.asc`, official);
  const code = await installRelease(world, server, signer);
  if (code !== 'ok') expect(await leftIn(world)).toEqual([]);
  return code;
}

describe('the signature of a mirror', () => {
  it.each<readonly [string, Mode]>([
    ['that it does not have', MISSING],
    ['that it refuses', REFUSED],
    ['that it redirects to nowhere', ASTRAY],
    ['that is too long for one', ENDLESS],
    ['that is a line of text', GARBAGE],
    ['that is empty', sent('')],
    ['that is cut off', sent('-----BEGIN PGP SIGNATURE-----\n\niQ')],
    ['that is a web page', { kind: 'page' }],
  ])('%s is followed by the one of the next source', async (_, mirror) => {
    expect(await install(mirror, { kind: 'good' })).toBe('ok');
  });

  it('that proves nothing is followed by none', async () => {
    const foreign = sent(await stranger.sign(BYTES));
    const ofOtherBytes = sent(await signer.sign(Buffer.from('other')));
    expect(await install(foreign, { kind: 'good' })).toBe('signer-unknown');
    expect(await install(ofOtherBytes, { kind: 'good' })).toBe('signature-wrong');
  });

  it.each<readonly [string, Mode, Mode]>([
    ['signature-missing', MISSING, MISSING],
    ['signature-malformed', GARBAGE, MISSING],
    ['signature-malformed', MISSING, GARBAGE],
    ['signature-malformed', GARBAGE, REFUSED],
    ['size-wrong', ENDLESS, MISSING],
    ['bad-redirect', ASTRAY, MISSING],
    ['http-status', ASTRAY, REFUSED],
  ])('is a failure, %s, where no source has one', async (code, mirror, official) => {
    expect(await install(mirror, official)).toBe(code);
  });
});
