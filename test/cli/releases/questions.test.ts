import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answered, onTerminal } from '../../support/answered.ts';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.24.9', '1.22.5', '1.22.4');
const server = await startReleaseServer({ releases: RELEASES, signer });
afterAll(() => server.close());
const install = installedOnce();

async function installed(box: Sandbox): Promise<readonly string[]> {
  return (await readdir(join(box.root, 'versions'))).toSorted();
}

describe('gv uninstall of a line that has several toolchains', () => {
  it('without a terminal changes nothing and says how to go on; -y removes them', async () => {
    await using box = await sandbox({ server, signer });
    await install(box, '1.24.9', '1.22.5', '1.22.4');
    expect(await box.gv(['uninstall', '1.22'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('1.22.5, 1.22.4'),
    });
    expect(await installed(box)).toEqual(['1.22.4', '1.22.5', '1.24.9']);
    expect(await box.gv(['uninstall', '-y', '1.22', '1.22.4'])).toMatchObject({ code: 0 });
    expect(await installed(box)).toEqual(['1.24.9']);
  });

  onTerminal('asks on a terminal: only a yes removes', async () => {
    await using box = await sandbox({ server, signer });
    await install(box, '1.24.9', '1.22.5', '1.22.4');
    const no = await answered(box, 'uninstall 1.22', 'n');
    expect(no.stdout).toContain('1.22 means go 1.22.5, 1.22.4. Remove them all? [y/N]');
    expect(await installed(box)).toEqual(['1.22.4', '1.22.5', '1.24.9']);
    expect((await answered(box, 'uninstall 1.22', 'y')).stdout).toContain('removed go 1.22.4');
    expect(await installed(box)).toEqual(['1.24.9']);
  });
});

describe('gv uninstall of the global version', () => {
  onTerminal('asks nothing on a terminal: the toolchain stays, and --force is named', async () => {
    await using box = await sandbox({ server, signer });
    await install(box, '1.24.9', '1.22.5', '1.22.4');
    const ran = await answered(box, 'uninstall 1.24.9', 'y');
    expect(ran.code).toBe(1);
    expect(ran.stdout).not.toContain('[y/N]');
    expect(ran.stdout).toContain('gv uninstall --force 1.24.9');
    expect(await installed(box)).toEqual(['1.22.4', '1.22.5', '1.24.9']);
  });
});
