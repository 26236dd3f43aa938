import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.22.4'), signer });
afterAll(() => server.close());
const install = installedOnce();

async function filled(): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, '1.22.5', '1.22.4');
  return box;
}

describe('what lies in staging/ and is not of gv', () => {
  it.each(['+x', 'x+new-1', '1.22+new-1', 'go1.22.5+new-1', 'a b+c', '.hidden+new-1'])(
    'is left alone by prune, and told by doctor with its path: %s',
    async (name) => {
      await using box = await filled();
      const path = join(box.root, 'staging', name);
      mkdirSync(path, { recursive: true });
      expect(await box.gv(['prune', '-y'])).toMatchObject({ code: 0, stdout: 'nothing to remove\n' });
      const ran = await box.gv(['doctor']);
      expect(ran.stdout).not.toContain('unfinished work');
      expect(ran.stdout.replaceAll(/\s+/g, ' ')).toMatch(/rm -r \S+staging\//);
    },
  );

  it('and has no name in UTF-8 is told by neither', async () => {
    await using box = await filled();
    const staging = join(box.root, 'staging');
    mkdirSync(staging, { recursive: true });
    mkdirSync(Buffer.concat([Buffer.from(`${staging}/1.22.5+new-`), Buffer.of(0xff)]));
    expect(await box.gv(['prune', '-y'])).toMatchObject({ code: 0, stdout: 'nothing to remove\n' });
    expect((await box.gv(['doctor'])).stdout).not.toContain('unfinished work');
  });
});
