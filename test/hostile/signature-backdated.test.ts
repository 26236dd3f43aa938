import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GvError } from '../../src/errors.ts';
import { installCarried } from '../../src/jobs/carried/carried.ts';
import { GO_LOG_KEY } from '../../src/trust/log/verifier-key.ts';
import { leftIn } from '../support/left.ts';
import { keyringOf, mintKey, signBytes, subkeyOf } from '../support/openpgp-keys.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';
import { runIn, testWorld } from '../support/test-world.ts';

const NAME = 'go1.22.5.linux-amd64.tar.gz';
/** A signing key that was stolen after 2025: its thief can write any date into a signature. */
const key = await mintKey('2020-01-01', [{ from: '2020-01-02', days: 1826 }]);
const keyring = keyringOf(key);

/** A good archive of 1.22.5, which says when it was built. */
function archive(built: string): Buffer {
  const [directory, , ...others] = toolchainEntries('1.22.5');
  if (directory === undefined) throw new Error('no entries');
  return tarGz([directory, { path: 'go/VERSION', body: `go1.22.5\ntime ${built}\n` }, ...others]);
}

/** How the real install of a carried archive ends, and what it left. */
async function ending(built: string, signedAt: string): Promise<object> {
  await using world = await testWorld({ env: { GOPROXY: 'off', GOENV: 'off', PATH: '/usr/bin:/bin' } });
  const carried = join(world.folder, 'carried');
  await mkdir(carried);
  const [path, bytes] = [join(carried, NAME), archive(built)];
  await writeFile(path, bytes);
  await writeFile(`${path}.asc`, await signBytes(subkeyOf(key), bytes, { at: signedAt }));
  const file = {
    path,
    signature: undefined,
    sha256: undefined,
    logProof: undefined,
    keyring,
    logKey: GO_LOG_KEY,
    unproven: false,
    demanded: [],
  };
  const left = async (): Promise<readonly string[]> =>
    leftIn(world, [`carried/${NAME}`, `carried/${NAME}.asc`]);
  try {
    await installCarried(runIn(world), file);
    return { code: 'ok' };
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    return { code: error.code, exit: error.exit, left: await left() };
  }
}

describe('a signature that is older than what it signs', () => {
  it('is refused where the release was built later, as its VERSION says', async () => {
    expect(await ending('2024-06-27T20:11:12Z', '2024-06-20')).toEqual({
      code: 'signature-wrong',
      exit: 5,
      left: [],
    });
  });

  it('is refused where the release was published much later, whatever its VERSION says', async () => {
    expect(await ending('2023-06-01T00:00:00Z', '2023-06-02')).toEqual({
      code: 'signer-expired',
      exit: 5,
      left: [],
    });
  });

  it('is refused after the end of its key', async () => {
    expect(await ending('2024-06-27T20:11:12Z', '2025-07-01')).toMatchObject({ exit: 5, left: [] });
  });

  it('passes where it was made after the build, by a key of that time', async () => {
    expect(await ending('2024-06-27T20:11:12Z', '2024-07-02')).toEqual({ code: 'ok' });
  });
});
