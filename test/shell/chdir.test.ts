import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('go -C DIR, in $name', (shell) => {
  let made: ShellRoot;
  beforeAll(() => {
    made = furnishedRoot();
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
    made.write('here/x', '');
    made.write('pinned/.go-version', '1.20.3\n');
    made.write('module/go.mod', 'go 1.24\n');
    made.write('a b/.go-version', '1.27.0\n');
  });

  async function answer(...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await made.go(args, { shell, cwd: join(made.project, 'here') });
    return `${stdout}${stderr}`.split(' ')[0] ?? '';
  }

  it.each([
    [['-C', '../pinned', 'version'], 'go1.20.3'],
    [['-C=../pinned', 'version'], 'go1.20.3'],
    [['--C', '../pinned', 'version'], 'go1.20.3'],
    [['--C=../pinned', 'version'], 'go1.20.3'],
    [['build', '-C', '../module', './...'], 'go1.24.9'],
    [['mod', 'tidy', '-C', '../module'], 'go1.24.9'],
    [['mod', '-C', '../module', 'tidy'], 'go1.24.9'],
    [['work', 'sync', '--C=../module'], 'go1.24.9'],
    [['-C', '../a b', 'version'], 'go1.27.0'],
    [['-C', './/../pinned/../module/', 'version'], 'go1.24.9'],
    [['-C', '../pinned', '-C', '../module', 'version'], 'go1.20.3'],
  ])('go %j starts %s', async (args, version) => {
    expect(await answer(...args)).toBe(version);
  });

  it.each([
    [['version']],
    [['-C']],
    [['-C=', 'version']],
    [['-C', '../nowhere', 'version']],
    [['-C', '../pinned/.go-version', 'version']],
    [['-Cx', 'version']],
    [['build', '-v', '-C', '../pinned']],
    [['run', '.', '-C', '../pinned']],
    [['tool', 'compile', '-C', '../pinned']],
    [['test', './...', '-run', '-C', '../pinned']],
  ])('go %j is of the current directory', async (args) => {
    expect(await answer(...args)).toBe('go1.22.5');
  });

  it('an absolute DIR, and a link, which go follows', async () => {
    expect(await answer('-C', join(made.project, 'pinned'), 'version')).toBe('go1.20.3');
    made.write('deep/.go-version', '1.27.0\n');
    made.write('deep/in/x', '');
    symlinkSync('../deep/in', join(made.project, 'here', 'link'));
    expect(await answer('-C', 'link', 'version')).toBe('go1.27.0');
  });

  it('go starts in the directory that it was called in, with its arguments and variables', async () => {
    const tool = join(made.root, 'versions', '1.20.3', 'bin', 'go');
    writeFileSync(tool, '#!/bin/sh\npwd; printf "%s|" "$@" "$PWD"\n');
    const cwd = join(made.project, 'here');
    const { stdout } = await made.go(['-C', '../pinned', 'version'], {
      shell,
      cwd,
      env: { CDPATH: made.project },
    });
    expect(stdout.split('\n')).toEqual([cwd, `-C|../pinned|version|${cwd}|`]);
    made.toolchain('1.20.3');
  });

  it('gofmt has no such flag, GV_VERSION comes first, and a missing pin of DIR is named', async () => {
    const cwd = join(made.project, 'here');
    const gofmt = await made.run(join(made.root, 'shims', 'gofmt'), ['-C', '../pinned'], { shell, cwd });
    expect(gofmt.stdout).toContain('gofmt1.22.5');
    const env = { GV_VERSION: '1.24.9' };
    expect((await made.go(['-C', '../pinned'], { shell, cwd, env })).stdout).toContain('go1.24.9');
    made.write('pinned/.go-version', '1.20.9\n');
    const { code, stderr } = await made.go(['-C', '../pinned', 'version'], { shell, cwd });
    expect({ code, stderr }).toMatchObject({
      code: 127,
      stderr: expect.stringContaining('pinned/.go-version:1') as unknown,
    });
  });
});
