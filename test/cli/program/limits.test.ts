import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5');

describe('gv install', () => {
  it('works where a process may have 4 GB of addresses', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.run(['sh', '-c', 'ulimit -v 4000000; exec gv install 1.22.5']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('installed go 1.22.5') });
  });
});

describe('gv install within a limit of the shell', () => {
  it.each([
    ['ulimit -n 24', 'gv may not open as many files as it needs (ulimit -n)'],
    ['ulimit -n 27', 'gv may not open as many files as it needs (ulimit -n)'],
    ['ulimit -f 0', '(ulimit -f'],
  ])('%s says so, ends with 6 and leaves nothing', async (limit, words) => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.run(['sh', '-c', `${limit}; exec gv install 1.22.5`]);
    expect(ran).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining(words) });
    expect(ran.stderr).not.toMatch(/bug in gv|remove it/);
    for (const name of ['versions', 'staging'])
      expect(await readdir(join(box.root, name)).catch(() => [])).toEqual([]);
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
  });
});
