import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, explained, withGo, write } from '../../support/explaining.ts';
import { sampled } from '../../support/sample.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { writeProgram } from '../../support/scripted-go.ts';

describe('gv explain warns of', () => {
  /** For tests that lay nothing into the root or the project. */
  let box: Sandbox;
  beforeAll(async () => {
    box = await withGo('1.24.9');
  });
  afterAll(() => box[Symbol.asyncDispose]());

  it('nothing, where everything is in order', async () => {
    expect(await codes(box)).toEqual([]);
  });

  it('a go before the shims, and shims that are not on PATH (mise test_doctor_shim_shadowing)', async () => {
    await using box = await withGo('1.24.9');
    const other = join(box.home, 'bin');
    await mkdir(other);
    await writeProgram(join(other, 'go'), 'echo other');
    const path = box.env['PATH'] ?? '';
    expect(await codes(box, { PATH: `${other}:${path}` })).toEqual(['go-before-shims']);
    expect(await codes(box, { PATH: `${path}:${other}` })).toEqual([]);
    expect(await codes(box, { PATH: `${join(box.root, 'bin')}:/usr/bin:/bin` })).toContain(
      'shims-not-on-path',
    );
  });

  it('another toolchain’s own bin directory in front, but not the right one’s', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    const bin = (version: string): string =>
      `${join(box.root, 'versions', version, 'bin')}:${box.env['PATH'] ?? ''}`;
    expect(await codes(box, { PATH: bin('1.24.9') })).toEqual([]);
    expect(await codes(box, { PATH: bin('1.22.5') })).toEqual(['go-before-shims']);
  });

  it('an exported GOROOT, its bin on PATH, and GOBIN inside a toolchain', async () => {
    const GOROOT = join(box.root, 'versions', '1.24.9');
    expect(await codes(box, { GOROOT })).toEqual(['goroot-exported']);
    expect(await codes(box, { GOROOT, PATH: `${box.env['PATH'] ?? ''}:${GOROOT}/bin` })).toEqual([
      'goroot-on-path',
      'goroot-exported',
    ]);
    expect(await codes(box, { GOBIN: join(GOROOT, 'bin') })).toEqual(['gobin-in-goroot']);
    expect(await codes(box, { GOBIN: join(box.home, 'go', 'bin') })).toEqual([]);
  });

  it('an exported GOTOOLCHAIN that names a toolchain, but not one that only says whether go may switch', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    for (const GOTOOLCHAIN of sampled(['go1.22.5+auto', 'go1.22.5+path', 'go1.22.5'], 2))
      expect(await codes(box, { GOTOOLCHAIN })).toEqual(['gotoolchain-exported']);
    for (const GOTOOLCHAIN of sampled(['local', 'auto', 'local+auto', '', 'path'], 2))
      expect(await codes(box, { GOTOOLCHAIN })).toEqual([]);
  });

  it('a GOENV that names another file in every directory', async () => {
    expect(await codes(box, { GOENV: 'goenv' })).toEqual(['goenv-relative']);
    expect(await codes(box, { GOENV: join(box.home, 'goenv') })).toEqual([]);
  });

  it('a goX.Y.Z earlier on PATH that gv did not install, but not of gv’s own', async () => {
    await using box = await withGo('1.24.9');
    const other = join(box.home, 'bin');
    await mkdir(other);
    const PATH = `${other}:${box.env['PATH'] ?? ''}`;
    await symlink(join(box.root, 'versions', '1.24.9', 'bin', 'go'), join(other, 'go1.24.9'));
    expect(await codes(box, { PATH })).toEqual([]);
    await writeProgram(join(other, 'go1.26.0'), 'echo other');
    expect(await codes(box, { PATH })).toEqual(['foreign-toolchain']);
    await write(box, 'go.mod', 'go 1.26.0\n');
    await write(box, '.go-version', '1.24.9\n');
    expect((await explained(box, { env: { PATH } })).runs).toMatchObject({ path: join(other, 'go1.26.0') });
  });

  it('a base that a proxy can fool (CVE-2026-56864), where there is such a proxy and downloads are allowed', async () => {
    await using box = await withGo('1.25.12', '1.25.13', '1.26.5', '1.26.6', '1.27.0');
    const GOPROXY = 'https://proxy.example,direct';
    const at = (
      GV_VERSION: string,
      more: Readonly<Record<string, string>> = {},
    ): Promise<readonly string[]> => codes(box, { GV_VERSION, GOPROXY, ...more });
    expect(await at('1.25.12')).toEqual(['deceivable-base']);
    expect(await at('1.26.5')).toEqual(['deceivable-base']);
    for (const version of ['1.25.13', '1.26.6', '1.27.0']) expect(await at(version)).toEqual([]);
    expect(await at('1.26.5', { GOPROXY: 'https://own.example,direct' })).toEqual([]);
    expect(await at('1.26.5', { GOTOOLCHAIN: 'path' })).toEqual([]);
  });

  it('a base before 1.21, and a pin or a variable below the floor, with the cure', async () => {
    await using box = await withGo('1.20.14', '1.24.9');
    expect(await codes(box, { GV_VERSION: '1.20.14' })).toEqual(['never-switches']);
    await write(box, 'go.mod', 'go 1.24.9\n');
    await write(box, '.go-version', '1.20.14\n');
    expect((await explained(box)).warnings).toMatchObject([
      { code: 'never-switches' },
      { code: 'pin-below-floor', cure: 'gv use mod', text: expect.stringContaining('may fail') as unknown },
    ]);
    expect((await explained(box, { env: { GV_VERSION: '1.20.14' } })).warnings[1]).toMatchObject({
      cure: 'unset GV_VERSION',
    });
  });

  it.each(
    sampled(
      [
        ['/bin/bash', '.bashrc', 'alias go="grc go"'],
        ['/bin/bash', '.profile', 'go() { command go "$@"; }'],
        ['/usr/bin/zsh', '.zshrc', 'alias -g go=x'],
        ['/usr/bin/fish', '.config/fish/config.fish', 'function go --wraps go'],
      ],
      2,
    ),
  )('a word named go in the start-up files of %s: %s', async (SHELL, file, text) => {
    await mkdir(join(box.home, '.config', 'fish'), { recursive: true });
    await writeFile(join(box.home, file), `# comment\n${text}\n`);
    const { warnings } = await explained(box, { env: { SHELL } });
    expect(warnings).toMatchObject([
      { code: 'go-is-a-function', text: expect.stringContaining(`${join(box.home, file)}:2`) as unknown },
    ]);
    await writeFile(join(box.home, file), 'alias gofmt=x\ngoto() { :; }\nfunction gone\nend\n# alias go=x\n');
    expect(await codes(box, { SHELL })).toEqual([]);
  });

  it('a toolchain that was let in without proofs', async () => {
    await using box = await withGo('1.24.9');
    const receipt = {
      schema: 1,
      release: '1.24.9',
      platform: 'linux/amd64',
      archive: 'x',
      source: 'x',
      sha256: 'x',
      size: 1,
      proofs: [],
      unproven: true,
      missing: [],
      installed: '2026-01-01T00:00:00Z',
    };
    await mkdir(join(box.root, 'receipts'), { recursive: true });
    await writeFile(join(box.root, 'receipts', '1.24.9.json'), JSON.stringify(receipt));
    expect(await codes(box)).toEqual(['unproven']);
  });

  it('floor-unseen: a toolchain line that the shims do not read is named, where a default would be raised', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    await writeFile(join(box.root, 'version'), '1.22.5\n');
    await write(box, 'go.mod', 'go 1.22\nrequire (\n)\ntoolchain go1.24.1\n');
    expect(await codes(box)).toContain('floor-unseen');
    const { stdout } = await box.gv(['doctor']);
    expect(stdout).toContain(`${join(box.project, 'go.mod')}:4 asks for 1.24.1`);
    await write(box, 'go.mod', 'go 1.22\ntoolchain go1.24.1\nrequire (\n)\n');
    expect(await codes(box)).not.toContain('floor-unseen');
    await write(box, 'go.mod', 'go 1.22\nrequire (\n)\ntoolchain go1.24.1\n');
    expect(await codes(box, { GV_VERSION: '1.22.5' })).not.toContain('floor-unseen');
    expect((await box.gv(['use', 'mod', '--offline'])).stdout).toContain('1.24.9');
  });
});
