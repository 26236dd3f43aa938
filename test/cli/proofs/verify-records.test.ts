import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
afterAll(() => server.close());

const install = installedOnce();

describe('records of gv that cannot be read', () => {
  it('stop no look at other toolchains, and the hint of gv verify cures them', async () => {
    await using box = await sandbox({ server, signer });
    await install(box, '1.22.5', '1.21.13');
    const places = ['1.22.5.json', '1.22.5.sha256'].map((name) => join(box.root, 'receipts', name));
    for (const path of places) {
      await rm(path);
      await mkdir(join(path, 'not-empty'), { recursive: true });
    }
    await mkdir(join(box.root, 'cache', 'checks', '1.21.13'), { recursive: true });
    for (const args of [['verify'], ['verify', '--repair', '1.22.5', '1.21.13']]) {
      const ran = await box.gv(args);
      expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('gv install --force 1.22.5\n') });
      for (const path of places)
        expect(ran.stdout).toContain(`a record of gv's own that gv cannot read: ${path}\n`);
      expect(ran.stdout.includes('left as it is')).toBe(args.includes('--repair'));
      expect(ran.stdout).toContain('the receipt cannot be read: nothing is known of how this toolchain came');
      expect(ran.stdout).toMatch(/^go 1\.21\.13 .*: as installed/m);
    }
    expect(await box.gv(['list'])).toMatchObject({ code: 0, stdout: expect.stringContaining('no receipt') });
    expect(await box.gv(['install', '--force', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await box.gv(['verify'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('and a toolchain that cannot be repaired keep no other from being verified', async () => {
    await using box = await sandbox({ server, signer });
    for (const version of ['1.22.5', '1.21.13']) await install(box, version);
    await writeFile(join(box.root, 'versions', '1.22.5', 'bin', 'gofmt'), 'mine');
    const ran = await box.gv(['verify', '--repair', '--offline']);
    expect(ran).toMatchObject({ code: 4, stdout: expect.stringMatching(/^go 1\.21\.13 .*: as installed/m) });
    expect(ran.stderr).toContain('--offline');
  });

  it('are removed with their toolchain', async () => {
    await using box = await sandbox({ server, signer });
    await install(box, '1.22.5');
    const receipt = join(box.root, 'receipts', '1.22.5.json');
    await rm(receipt);
    await mkdir(receipt);
    expect(await box.gv(['uninstall', '--force', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await box.run(['ls', join(box.root, 'receipts')])).toMatchObject({ stdout: '' });
    await mkdir(receipt);
    await box.gv(['doctor', '--fix']);
    expect(await box.run(['ls', join(box.root, 'receipts')])).toMatchObject({ stdout: '' });
  });
});

describe('options of gv verify', () => {
  it('count for installed toolchains, or are refused', async () => {
    await using box = await sandbox({ server, signer });
    await install(box, '1.22.5');
    expect(await box.gv(['verify', '--require', 'digest,signature'])).toMatchObject({ code: 0 });
    const ran = await box.gv(['verify', '--require', 'signature,log', '1.22.5']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('go 1.22.5 (log)') });
    expect(ran.stdout).toContain('a mandatory proof is missing: log\n');
    for (const args of [
      ['--require', 'nonsense', '1.22.5'],
      ['--keyring', 'nope', '1.22.5'],
      ['--keyring', 'nope'],
      ['--keyring', 'nope', '--path', box.root],
      ['--keyring', 'nope', '--proof', '1.22.5'],
      ['--keyring', 'nope', '--self'],
      ['--require', 'log', '--path', box.root],
      ['--require', 'log', '--proof', '1.22.5'],
      ['--require', 'log', '--self'],
    ]) {
      expect(await box.gv(['verify', ...args]), args.join(' ')).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('say of a directory without a Go just that, as gv audit does, and never of a Go without VERSION', async () => {
    await using box = await sandbox({ server, signer });
    const shop = join(box.home, 'shop');
    await mkdir(join(shop, 'bin'), { recursive: true });
    for (const command of ['verify', 'audit']) {
      const ran = await box.gv([command, '--path', shop, '--json']);
      expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining('"no-go-found"') });
    }
    const { stderr } = await box.gv(['verify', '--path', shop]);
    expect(stderr).toContain(`gv audit --path ${shop} looks`);
    await writeFile(join(shop, 'bin', 'go'), 'mine');
    expect(await box.gv(['verify', '--path', shop])).toMatchObject({ code: 5 });
  });

  it('say of a directory that is not there just that, as gv audit does', async () => {
    await using box = await sandbox({ server, signer });
    for (const command of ['verify', 'audit']) {
      const at = (name: string): Promise<unknown> => box.gv([command, '--path', join(box.root, name)]);
      const missing = `there is no directory ${join(box.root, 'nope')}`;
      expect(await at('nope')).toMatchObject({ code: 6, stderr: expect.stringContaining(missing) });
      const file = `${join(box.root, 'config.json')} is not a directory`;
      expect(await at('config.json')).toMatchObject({ code: 6, stderr: expect.stringContaining(file) });
    }
  });
});
