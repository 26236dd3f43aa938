import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.24.9', '1.24.8', '1.22.5', '1.22.4', '1.21.13');
const server = await startReleaseServer({ releases: RELEASES, signer });
afterAll(() => server.close());
const install = installedOnce();

/** 1.22.4 is the global version; 1.24.9 and 1.21.13 are there as well. */
async function filled(): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, '1.22.4', '1.24.9', '1.21.13');
  return box;
}

describe('the first minute', () => {
  it('go says in one line what to type; that installs the latest, makes it the global version, and go answers', async () => {
    await using box = await sandbox({ server, signer });
    const bare = { env: { PATH: `${join(box.root, 'shims')}:${join(box.root, 'bin')}:/bin` } };
    expect(await box.run(['go', 'version'], bare)).toEqual({
      code: 127,
      stdout: '',
      stderr: 'gv: no Go is installed, and none is on PATH; run: gv install\n',
    });
    const ran = await box.gv(['install']);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('no version is requested here; installing the latest release');
    expect(ran.stderr).toContain('go 1.24.9 is now the global version');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
    expect(await readdir(join(box.root, 'versions'))).toEqual(['1.24.9']);
  });

  it('a second install, without anything asked but the global version, says that it is there', async () => {
    await using box = await filled();
    const asked = server.requests.length;
    expect(await box.gv(['install'])).toEqual({
      code: 0,
      stdout: `${join(box.root, 'version')}:1 asks for 1.22.4: go 1.22.4\n`,
      stderr: '',
    });
    expect(server.requests).toHaveLength(asked);
  });
});

describe('gv install and gv use without a version', () => {
  it('a floor that the base meets installs nothing', async () => {
    await using box = await sandbox({ server, signer });
    await writeFile(join(box.project, '.go-version'), '1.24.8\n');
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.22\n');
    const ran = await box.gv(['install']);
    expect(ran.stdout).toBe(
      `${join(box.project, '.go-version')}:1 asks for 1.24.8: go 1.24.8\n` +
        `${join(box.project, 'go.mod')}:3 needs at least 1.22: go 1.24.8\n`,
    );
    expect(await readdir(join(box.root, 'versions'))).toEqual(['1.24.8']);
  });

  it('a line that is installed is ready: no server is asked for a newer patch', async () => {
    await using box = await filled();
    await writeFile(join(box.project, '.go-version'), '1.22\n');
    const asked = server.requests.length;
    expect((await box.gv(['use'])).stdout).toBe(`go 1.22.4 (${join(box.project, '.go-version')})\n`);
    expect(server.requests).toHaveLength(asked);
  });

  it('a module alone: its floor is installed, the global version is raised to it, and gv use says why', async () => {
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.22.5']);
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.24\n');
    const ran = await box.gv(['use']);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toBe(
      `go 1.24.9 (${join(box.root, 'version')} says 1.22.5, and ${join(box.project, 'go.mod')}:3 needs at least 1.24)\n`,
    );
  });

  it.each(sampled(['1.24', '1.24.8', '1.24.0'], 2))(
    'a default that is raised to an installed patch meets the floor %s: nothing is fetched, and gv install says which',
    async (floor) => {
      await using box = await filled();
      await writeFile(join(box.project, 'go.mod'), `module m\n\ngo ${floor}\n`);
      const asked = server.requests.length;
      expect(await box.gv(['install'])).toEqual({
        code: 0,
        stdout:
          `${join(box.root, 'version')}:1 asks for 1.22.4: go 1.22.4\n` +
          `${join(box.project, 'go.mod')}:3 needs at least ${floor}: go 1.24.9\n`,
        stderr: '',
      });
      expect(server.requests).toHaveLength(asked);
    },
  );

  it('a pin below the floor: both are there, and it says which one the go command changes to', async () => {
    await using box = await sandbox({ server, signer });
    await writeFile(join(box.project, '.go-version'), '1.21.13\n');
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.21\n\ntoolchain go1.24.8\n');
    expect((await box.gv(['use'])).stdout).toBe(
      `go 1.21.13 (${join(box.project, '.go-version')})\n` +
        `${join(box.project, 'go.mod')}:5 needs at least 1.24.8: go 1.24.8\n`,
    );
  });
});

describe('a pin below a floor that names no patch', () => {
  it('is told apart from what the go command will look for, with the cure', async () => {
    await using box = await filled();
    await writeFile(join(box.project, '.go-version'), '1.21.13\n');
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.24\n');
    const told =
      `warning: ${join(box.project, 'go.mod')}:3 needs Go 1.24, so go's own download of go1.24.0 runs here and not 1.21.13, ` +
      "nor gv's 1.24.9; run: gv install 1.24.0, or gv use mod, or write go 1.24.9 in go.mod\n";
    const env = { GOTOOLCHAIN: 'auto', GOPROXY: 'https://proxy.example' };
    for (const command of [['install'], ['use'], ['use', '1.21.13'], ['list']])
      expect((await box.gv(command, { env })).stderr.endsWith(told)).toBe(true);
    expect((await box.gv(['use', 'mod'])).stdout).toMatch(/^go 1\.24\.9 /);
    expect((await box.gv(['install'])).stderr).toBe('');
  });
});

describe('gv use says when its choice does not decide, or decides in place of another', () => {
  it('-g where a pin decides', async () => {
    await using box = await filled();
    await box.gv(['use', '1.22.4']);
    const ran = await box.gv(['use', '-g', '1.24.9']);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain(
      `warning: ${join(box.project, '.go-version')}:1 asks for 1.22.4 and comes first here`,
    );
  });

  it("-g where asdf's ~/.tool-versions decides below the home directory", async () => {
    await using box = await filled();
    await writeFile(join(box.home, '.tool-versions'), 'golang 1.21.13\n');
    const ran = await box.gv(['use', '-g', '1.24.9']);
    expect(ran.stderr).toContain(
      `${join(box.home, '.tool-versions')}:1 asks for 1.21.13 and comes first everywhere below ${box.home}`,
    );
    expect(
      (await box.gv(['use', '-g', '1.24.9'], { cwd: box.home })).stderr.match(/comes first/g),
    ).toHaveLength(1);
  });

  it('a pin below another', async () => {
    await using box = await filled();
    await box.gv(['use', '1.22.4']);
    const below = join(box.project, 'tools');
    await mkdir(below);
    expect((await box.gv(['use', '1.24.9'], { cwd: below })).stderr).toContain(
      `in this directory the new pin comes before ${join(box.project, '.go-version')}:1, which asks for 1.22.4`,
    );
  });

  it('a pin while GV_VERSION is set', async () => {
    await using box = await filled();
    const ran = await box.gv(['use', '1.22.4'], { env: { GV_VERSION: '1.21.13' } });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('GV_VERSION asks for 1.21.13 and comes first here (unset GV_VERSION');
  });

  it('and nothing where it simply decides', async () => {
    await using box = await filled();
    expect(await box.gv(['use', '1.22.4'])).toMatchObject({ code: 0, stderr: '' });
    expect(await box.gv(['use', '-g', '1.22.4'], { cwd: box.home })).toMatchObject({ code: 0, stderr: '' });
  });
});
