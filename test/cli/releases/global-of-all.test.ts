import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filledOnce } from '../../support/filled-once.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

function started(): Promise<ReleaseServer> {
  return startReleaseServer({ releases: tinyReleases('1.24.9', '1.22.5', '1.21.13'), signer });
}

/** 1.24.9 is installed, and no global version is chosen. */
const unchosen = filledOnce(async (box) => {
  await box.gv(['install', '-q', '1.24.9']);
  return box.gv(['use', '-g', '--unset']);
});

function globalOf(box: Sandbox): Promise<string> {
  return readFile(join(box.root, 'version'), 'utf8').catch(() => 'none');
}

/** What the launcher, a shim and the list of gv say, in a directory that nothing is chosen for. */
async function answers(box: Sandbox): Promise<readonly string[]> {
  const cwd = box.home;
  const current = await box.gv(['current'], { cwd });
  const go = await box.run(['go', 'version'], { cwd });
  const list = await box.gv(['list'], { cwd });
  return [
    current.stdout.trim(),
    /go([0-9.]+)/.exec(go.stdout)?.[1] ?? '',
    /^\*\s+(\S+)/m.exec(list.stdout)?.[1] ?? '',
  ];
}

describe('where no global version is chosen, the newest installed toolchain answers', () => {
  it('before and after gv use of an older one for one directory, which stays the choice of that directory', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    await unchosen(box);
    expect(await answers(box)).toEqual(['1.24.9', '1.24.9', '1.24.9']);
    const ran = await box.gv(['use', '1.21.13']);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).not.toContain('global');
    expect(await answers(box)).toEqual(['1.24.9', '1.24.9', '1.24.9']);
    expect(await globalOf(box)).toBe('none');
  });

  it('and after gv install of an older one, also once more, and by force', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    await unchosen(box);
    await box.gv(['install', '--force', '1.24.9']);
    await box.gv(['install', '1.24.9']);
    await box.gv(['install', '1.21.13']);
    expect(await globalOf(box)).toBe('none');
    expect(await answers(box)).toEqual(['1.24.9', '1.24.9', '1.24.9']);
  });
});

describe('the first toolchain of an empty store', () => {
  it('becomes the global version where gv install placed it, and stays so beside a newer one', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.21.13']);
    expect(ran.stderr).toContain('go 1.21.13 is now the global version');
    await box.gv(['install', '1.24.9']);
    expect(await globalOf(box)).toBe('1.21.13\n');
    expect(await answers(box)).toEqual(['1.21.13', '1.21.13', '1.21.13']);
  });

  it.each(sampled([[['use', '1.21.13']], [['use']]], 2))(
    'does not where gv %j placed it for a directory',
    async (args) => {
      await using server = await started();
      await using box = await sandbox({ server, signer });
      if (args.length === 1) await box.run(['sh', '-c', 'echo 1.21.13 >.go-version']);
      expect(await box.gv(args)).toMatchObject({ code: 0 });
      expect(await globalOf(box)).toBe('none');
      await box.gv(['install', '-q', '1.24.9']);
      expect(await answers(box)).toEqual(['1.24.9', '1.24.9', '1.24.9']);
    },
  );
});
