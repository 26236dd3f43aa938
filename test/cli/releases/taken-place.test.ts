import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');
const install = installedOnce();

describe('gv install of a release whose place in versions/ has', () => {
  it.each([[['install', '1.22.5']], [['install', '--force', '1.22.5']], [['install', '1.22']]])(
    'a file: gv %j leaves it, and names the cure',
    async (args) => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      const path = join(box.root, 'versions', '1.22.5');
      mkdirSync(join(box.root, 'versions'));
      writeFileSync(path, 'mine');
      const cure = `mv ${path} ${path}.away`;
      expect(await box.gv(args)).toEqual({
        code: 6,
        stdout: '',
        stderr: `gv: ${path} is a file, and the place of go 1.22.5\n    Move it away: ${cure}\n`,
      });
      expect(readFileSync(path, 'utf8')).toBe('mine');
      expect(server.requestsFor('go1.22.5.linux-amd64.tar.gz')).toEqual([]);
      await box.run(['sh', '-c', cure]);
      expect(await box.gv(args)).toMatchObject({ code: 0 });
    },
  );

  it('a link to a disk that is not mounted: both cures of the message work', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await install(box, '1.21.13', '1.22.5');
    const path = join(box.root, 'versions', '1.22.5');
    const tree = `${box.root}-disk`;
    renameSync(path, `${tree}.unmounted`);
    symlinkSync(tree, path);
    for (const force of [[], ['--force']]) {
      expect(await box.gv(['install', ...force, '1.22.5'])).toEqual({
        code: 6,
        stdout: '',
        stderr: [
          `gv: ${path} is a link to ${tree}, which is not there`,
          '    Mount its disk; or give the link up: gv uninstall 1.22.5',
          '',
        ].join('\n'),
      });
    }
    mkdirSync(tree);
    expect((await box.gv(['install', '1.22.5'])).stderr).toContain(`a link to ${tree}, which has no bin/go`);
    rmdirSync(tree);
    renameSync(`${tree}.unmounted`, tree);
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    renameSync(tree, `${tree}.unmounted`);
    expect(await box.gv(['uninstall', '1.22.5'])).toMatchObject({ code: 0 });
    expect(readdirSync(join(box.root, 'versions'))).toEqual(['1.21.13']);
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect((await box.run(['go1.22.5', 'version'])).stdout).toContain('go1.22.5');
  });

  it('another release under its name: that is told, and gives way to the real one', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await install(box, '1.21.13');
    const path = join(box.root, 'versions', '1.22.5');
    symlinkSync('1.21.13', path);
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran.stderr).toContain(`${path} holds go 1.21.13; installing go 1.22.5 in its place\n`);
    expect((await box.run(['go1.22.5', 'version'])).stdout).toContain('go1.22.5');
    expect((await box.run(['go1.21.13', 'version'])).stdout).toContain('go1.21.13');
  });
});
