import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, shellRoot, verdict, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('which rule answers, in $name', (shell) => {
  let made: ShellRoot;
  const choose = (env: Readonly<Record<string, string>> = {}, cwd?: string): ReturnType<typeof verdict> =>
    verdict(made, { shell, env, ...(cwd === undefined ? {} : { cwd }) });
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
    rmSync(join(made.root, 'version'), { force: true });
  });

  it('GV_VERSION before a pin before the global version before the newest', async () => {
    expect(await choose()).toMatchObject({ rule: 'newest', name: '1.27.0', asked: 'latest', file: '' });
    writeFileSync(join(made.root, 'version'), '1.20.3\n');
    expect(await choose()).toMatchObject({ rule: 'global', name: '1.20.3' });
    made.write('.go-version', '1.22.5\n');
    expect(await choose()).toMatchObject({ rule: 'pin', name: '1.22.5' });
    const env = { GV_VERSION: 'go1.24' };
    expect(await choose(env)).toMatchObject({
      rule: 'env',
      name: '1.24.9',
      asked: '1.24',
      file: 'GV_VERSION',
    });
    expect(await choose({ GV_VERSION: '' })).toMatchObject({ rule: 'pin' });
  });

  it('a missing toolchain is an error that names who asked and the cure, never another Go', async () => {
    const cases = [
      ['1.22.9', 'Go 1.22.9 is not installed', 'gv install 1.22.9'],
      ['1.99', 'Go 1.99 is not installed', 'gv install 1.99'],
      ['1.20.1', 'Go 1.20.1 is not installed', 'gv install 1.20.1'],
    ] as const;
    for (const [asked, what, cure] of cases) {
      const file = made.write('.go-version', `${asked}\n`);
      const pinned = await made.go([], { shell });
      expect(pinned).toEqual({
        code: 127,
        stdout: '',
        stderr: `gv: ${what} (set by ${file}:1); run: ${cure}\n`,
      });
    }
    const { code, stderr } = await made.go([], { shell, env: { GV_VERSION: '1.22.9' } });
    expect({ code, stderr }).toEqual({
      code: 127,
      stderr:
        'gv: Go 1.22.9 is not installed (set by the environment variable GV_VERSION); run: gv install 1.22.9\n',
    });
  });

  it('1.1 is not 1.10, and a line without an alias is not installed', async () => {
    made.write('.go-version', '1.2\n');
    expect(await choose()).toMatchObject({ status: 'not-installed', asked: '1.2' });
  });

  it('GV_VERSION that is no version is refused without control characters', async () => {
    const { stderr, code } = await made.go([], { shell, env: { GV_VERSION: '1.22\n\u001B[1m' } });
    expect(code).toBe(127);
    expect(stderr).toMatch(
      /^gv: environment variable GV_VERSION: "1\.22\?\?\[1m" is not a Go version[^\n]*\n$/,
    );
  });

  it('a global version that is blank or missing is an error too', async () => {
    writeFileSync(join(made.root, 'version'), '\n');
    expect(await choose()).toMatchObject({ status: 'bad-pin', rule: 'global' });
    writeFileSync(join(made.root, 'version'), '1.2.3\n');
    expect(await choose()).toMatchObject({ status: 'not-installed', rule: 'global' });
  });

  it('a directory that is not absolute, or was deleted, has no pins', async () => {
    made.write('.go-version', '1.22.5\n');
    expect(await choose({}, made.project)).toMatchObject({ rule: 'pin' });
    const gone = join(made.project, 'gone');
    mkdirSync(gone);
    const script = `cd '${gone}' && rmdir '${gone}' && exec ${shell.command.join(' ')} '${made.root}/shims/go'`;
    const { stdout } = await made.run('/bin/sh', ['-c', script]);
    expect(stdout).toBe('go1.27.0 0 GOROOT=none\n');
  });

  it('a PWD that lies is not believed', async () => {
    made.write('pinned/.go-version', '1.22.5\n');
    const env = { PWD: join(made.project, 'pinned') };
    expect((await made.go([], { shell, env })).stdout).toBe('go1.27.0 0 GOROOT=none\n');
  });

  it('variables that look like its own, inherited, change nothing', async () => {
    made.write('.go-version', ' 1.22\n');
    const names = [
      'lib',
      'reader',
      'root',
      'parts',
      'tracing',
      'cwd',
      'has_pin',
      'has_default',
      'has_floor',
      'has_versions',
      'typed',
      'text',
      'code',
    ];
    const env = Object.fromEntries(names.map((name) => [`__gv_${name}`, 'yes']));
    expect(await made.go([], { shell, env })).toEqual({
      code: 0,
      stdout: 'go1.22.5 0 GOROOT=none\n',
      stderr: '',
    });
    expect(await made.go([], { shell, env, cwd: '/' })).toMatchObject({ code: 0, stderr: '' });
    expect(await made.go([], { shell, env: { ...env, __GV_SHIM: '$(touch x):1:a[0]' } })).toMatchObject({
      code: 0,
    });
  });

  it('nothing pinned and nothing installed: the Go on PATH, else one line that tells the cure', async () => {
    using empty = shellRoot();
    expect(await verdict(empty, { shell, env: { PATH: '/nowhere' } })).toMatchObject({
      status: 'no-go',
      message: 'no Go is installed, and none is on PATH',
      cure: 'gv install',
    });
    const outcome = await empty.go([], {
      shell: { name: 'sh', command: ['/bin/sh'] },
      env: { PATH: '/nowhere' },
    });
    expect(outcome).toMatchObject({ code: 127, stdout: '' });
  });
});
