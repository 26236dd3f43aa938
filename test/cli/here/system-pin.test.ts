import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

/** A PATH without a Go, and one with a Go of the system's. */
async function paths(box: Sandbox): Promise<Readonly<Record<'without' | 'having', string>>> {
  await writeFile(join(box.home, 'go'), '#!/bin/sh\n', { mode: 0o755 });
  const without = join(box.root, 'bin');
  return { without, having: `${without}:${box.home}` };
}

describe("a pin that names the system's Go", () => {
  it.each([[['install']], [['use']]])(
    'where there is none: gv %j fetches nothing and names the cure',
    async (args) => {
      await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
      await using box = await sandbox({ server, signer });
      const { without } = await paths(box);
      await writeFile(join(box.project, '.go-version'), 'system\n');
      await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.24\n');
      const ran = await box.gv(args, { env: { PATH: without } });
      expect(ran).toMatchObject({ code: 127, stdout: '', stderr: expect.stringContaining('gv use latest') });
      expect(server.requests).toEqual([]);
      expect(await readdir(box.root)).not.toContain('versions');
    },
  );

  it('where there is one: gv install says that nothing is to be installed', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
    await using box = await sandbox({ server, signer });
    const { having } = await paths(box);
    await writeFile(join(box.project, '.go-version'), 'system\n');
    const ran = await box.gv(['install'], { env: { PATH: having } });
    expect(ran).toEqual({
      code: 0,
      stdout: '',
      stderr: `${join(box.project, '.go-version')}:1 asks for the system's Go, which is in ${box.home}: nothing to install\n`,
    });
    expect(server.requests).toEqual([]);
  });
});

describe('gv use system', () => {
  it.each([
    [['use', 'system'], 'gv use latest'],
    [['use', '-g', 'system'], 'gv use -g latest'],
    [['use', '-s', 'system'], 'gv use -s latest'],
  ])('%j is refused where the system has no Go, with its cure, and writes nothing', async (args, cure) => {
    await using box = await sandbox();
    const { without } = await paths(box);
    const ran = await box.gv(args, { env: { PATH: without, __GV_HOOK: '1' } });
    expect(ran).toMatchObject({ code: 127, stdout: '', stderr: expect.stringContaining(`${cure} chooses`) });
    expect(await readdir(box.project)).toEqual([]);
    expect(await readdir(box.root)).not.toContain('version');
  });

  it('writes the choice where it has one', async () => {
    await using box = await sandbox();
    const { having } = await paths(box);
    expect(await box.gv(['use', 'system'], { env: { PATH: having } })).toEqual({
      code: 0,
      stdout: `go system (${join(box.project, '.go-version')})\n`,
      stderr: '',
    });
  });
});
