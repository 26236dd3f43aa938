import { lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.22.4', '1.21.13', '1.20');

function text(box: Sandbox, name: string): Promise<string> {
  return readFile(join(box.project, name), 'utf8');
}

let server: ReleaseServer;
beforeAll(async () => {
  server = await startReleaseServer({ releases: RELEASES, signer });
});
afterAll(() => server.close());

/** A box with toolchains that gv takes for installed ones. */
async function boxWith(...versions: readonly string[]): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await scriptedToolchains(box, ...versions);
  return box;
}

describe('gv use', () => {
  it('installs what is missing and pins the exact release for this directory', async () => {
    await using box = await boxWith('1.21.13');
    await writeFile(join(box.root, 'version'), '1.21.13\n');
    const ran = await box.gv(['use', '1.22']);
    expect(ran).toMatchObject({ code: 0, stdout: `go 1.22.5 (${join(box.project, '.go-version')})\n` });
    expect(await text(box, '.go-version')).toBe('1.22.5\n');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
    expect((await box.run(['go', 'version'], { cwd: box.home })).stdout).toContain('go1.21.13');
  });

  it('pins the first release of an old line by the name a person types', async () => {
    await using box = await sandbox({ server, signer });
    await box.gv(['use', '1.20.0']);
    expect(await text(box, '.go-version')).toBe('1.20.0\n');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.20 ');
    expect(await readlink(join(box.root, 'shims', 'go1.20'))).toBe('../versions/1.20/bin/go');
  });

  it('what is pinned and not installed, or no pin at all, is an error with its cure as a hint', async () => {
    await using box = await sandbox();
    const pin = join(box.project, '.go-version');
    const asked = async (version: string): Promise<unknown> => {
      await writeFile(pin, `${version}\n`);
      const ran = await box.gv(['current', '--json']);
      return { code: ran.code, ...(JSON.parse(ran.stderr) as object) };
    };
    expect(await asked('1.22.9')).toMatchObject({
      code: 127,
      error: {
        code: 'not-installed',
        message: `Go 1.22.9 is not installed (set by ${pin}:1)`,
        hint: 'gv install 1.22.9',
      },
    });
    expect(await asked('hello')).toMatchObject({
      code: 2,
      error: {
        code: 'bad-pin',
        message: `${pin}:1: "hello" is not a Go version`,
        hint: expect.stringMatching(/^write a version such as/),
      },
    });
  });

  it('tracks a line when asked to', async () => {
    await using box = await boxWith('1.22.4');
    await box.gv(['use', '--track', '1.22']);
    expect(await text(box, '.go-version')).toBe('1.22\n');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
    await box.gv(['uninstall', '--force', '1.22.5']);
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.4');
  });

  it('-g changes the default and current in one step; --unset takes it back', async () => {
    await using box = await boxWith('1.21.13');
    await box.gv(['use', '-g', '1.22.5']);
    expect(await readlink(join(box.root, 'current'))).toBe('versions/1.22.5');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
    await writeFile(join(box.home, 'go'), '#!/bin/sh\n', { mode: 0o755 });
    const env = { PATH: `${box.env['PATH'] ?? ''}:${box.home}` };
    await box.gv(['use', '-g', 'system'], { env });
    await expect(lstat(join(box.root, 'current'))).rejects.toThrow('ENOENT');
    expect((await box.gv(['use', '-g', '--unset'])).code).toBe(0);
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
  });

  it('--unset removes the pin of this directory, and is content where there is none', async () => {
    await using box = await boxWith('1.22.5');
    await box.gv(['use', '1.22.5']);
    expect(await box.gv(['use', '--unset'])).toMatchObject({ code: 0 });
    await expect(text(box, '.go-version')).rejects.toThrow('ENOENT');
    expect(await box.gv(['use', '--unset'])).toMatchObject({
      code: 0,
      stdout: 'no version was chosen here\n',
    });
  });

  it('a release that does not exist leaves the pin as it was', async () => {
    await using box = await sandbox({ server, signer });
    await writeFile(join(box.project, '.go-version'), '1.21.13\n');
    expect(await box.gv(['use', '1.99.9'])).toMatchObject({ code: 3 });
    expect(await text(box, '.go-version')).toBe('1.21.13\n');
  });

  it('edits a .tool-versions that alone pins Go here: comments, order and the link stay', async () => {
    await using box = await boxWith('1.22.5');
    await mkdir(join(box.project, 'dot files'));
    await writeFile(join(box.project, 'dot files', 'tools'), '# mine\nnodejs 20\ngolang 1.21.13 # old', {
      mode: 0o600,
    });
    await symlink('dot files/tools', join(box.project, '.tool-versions'));
    await box.gv(['use', '1.22.5']);
    expect(await text(box, 'dot files/tools')).toBe('# mine\nnodejs 20\ngolang 1.22.5 # old');
    expect((await lstat(join(box.project, '.tool-versions'))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(box.project, 'dot files', 'tools'))).mode & 0o777).toBe(0o600);
    await box.gv(['use', '--unset']);
    expect(await text(box, '.tool-versions')).toBe('# mine\nnodejs 20');
  });

  it('writes .go-version where .tool-versions says nothing of Go', async () => {
    await using box = await boxWith('1.22.5');
    await writeFile(join(box.project, '.tool-versions'), 'nodejs 20\n');
    await box.gv(['use', '1.22.5']);
    expect([await text(box, '.tool-versions'), await text(box, '.go-version')]).toEqual([
      'nodejs 20\n',
      '1.22.5\n',
    ]);
  });

  it('never writes through a .go-version that leads to a file of another kind', async () => {
    await using box = await boxWith('1.22.5');
    await writeFile(join(box.home, '.bashrc'), 'alias ll="ls -l"\n');
    await symlink(join(box.home, '.bashrc'), join(box.project, '.go-version'));
    for (const args of [
      ['use', '1.22.5'],
      ['use', '--unset'],
    ]) {
      expect(await box.gv(args)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('holds no Go version'),
      });
    }
    expect(await readFile(join(box.home, '.bashrc'), 'utf8')).toBe('alias ll="ls -l"\n');
  });

  it('alone makes ready what the directory asks for, and says what it is', async () => {
    await using box = await sandbox({ server, signer });
    await writeFile(join(box.project, '.go-version'), '1.21.13\n');
    expect((await box.run(['go', 'version'])).code).toBe(127);
    const ran = await box.gv(['use']);
    expect(ran).toMatchObject({ code: 0, stdout: `go 1.21.13 (${join(box.project, '.go-version')})\n` });
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.21.13');
  });

  it('mod takes the newest patch of the line that go.mod names', async () => {
    await using box = await sandbox({ server, signer });
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.22\n');
    await box.gv(['use', 'mod']);
    expect(await text(box, '.go-version')).toBe('1.22.5\n');
  });

  it('mod is content offline with an installed patch that is enough, and with no other', async () => {
    await using box = await boxWith('1.22.4');
    for (const [floor, code] of [
      ['1.22', 0],
      ['1.22.3', 0],
      ['1.22.5', 4],
      ['1.21', 4],
    ] as const) {
      await rm(join(box.project, '.go-version'), { force: true });
      await writeFile(join(box.project, 'go.mod'), `module m\n\ngo ${floor}\n`);
      const ran = await box.gv(['use', 'mod', '--offline']);
      expect(ran.code, floor).toBe(code);
      if (code !== 0) await expect(text(box, '.go-version')).rejects.toThrow('ENOENT');
      else expect(await text(box, '.go-version')).toBe('1.22.4\n');
    }
  });

  it('speaks JSON', async () => {
    await using box = await boxWith('1.22.5');
    const { stdout } = await box.gv(['use', '1.22.5', '--json', '-q']);
    const file = join(box.project, '.go-version');
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      schema: 1,
      command: 'use',
      data: { pin: '1.22.5', file, version: '1.22.5', path: join(box.root, 'versions', '1.22.5') },
    });
  });
});
