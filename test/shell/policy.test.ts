import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, verdict, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('toolchain-policy under $name', (shell) => {
  let made: ShellRoot;
  const policy = (): string => join(made.root, 'toolchain-policy');
  const says = async (env: Readonly<Record<string, string>> = {}): Promise<string> =>
    (await made.go([], { shell, env })).stdout;
  beforeAll(() => {
    made = furnishedRoot();
    for (const version of ['1.22.5', '1.8.3']) {
      const go = join(made.root, 'versions', version, 'bin', 'go');
      writeFileSync(go, '#!/bin/sh\necho "${GOTOOLCHAIN-none}"\n');
      chmodSync(go, 0o755);
    }
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(policy(), { force: true, recursive: true });
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
    made.write('.go-version', '1.22.5\n');
  });

  it('without one, the environment passes as it is', async () => {
    expect(await says()).toBe('none\n');
    expect(await says({ GOTOOLCHAIN: '' })).toBe('\n');
    expect(await says({ GOTOOLCHAIN: 'go1.24.9' })).toBe('go1.24.9\n');
  });

  it.each(['auto', 'path', 'local'])('%s is exported where GOTOOLCHAIN is unset or empty', async (value) => {
    writeFileSync(policy(), `${value}\n`);
    expect(await says()).toBe(`${value}\n`);
    expect(await says({ GOTOOLCHAIN: '' })).toBe(`${value}\n`);
    expect(await says({ GOTOOLCHAIN: 'go1.24.9+auto' })).toBe('go1.24.9+auto\n');
    made.write('.go-version', '1.8.3\n');
    expect(await says()).toBe(`${value}\n`);
  });

  it.each(['go1.22.5', '$(touch x)', '', 'local+auto', 'auto path'])(
    'a plain file that says %j says nothing',
    async (text) => {
      writeFileSync(policy(), `${text}\n`);
      expect(await made.go([], { shell })).toEqual({ code: 0, stdout: 'none\n', stderr: '' });
    },
  );

  it('nor does one that is a directory', async () => {
    mkdirSync(policy());
    expect(await made.go([], { shell })).toEqual({ code: 0, stdout: 'none\n', stderr: '' });
  });

  it('the system’s go gets it too, and gv exec of go', async () => {
    writeFileSync(policy(), 'path\n');
    const bin = join(made.home, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'go'), '#!/bin/sh\necho "system ${GOTOOLCHAIN-none}"\n', { mode: 0o755 });
    const PATH = `${join(made.root, 'shims')}:${bin}:/usr/bin:/bin`;
    expect(await says({ GV_VERSION: 'system', PATH })).toBe('system path\n');
    expect((await made.gv(['exec', '1.22.5', 'go'], { shell, env: { PATH } })).stdout).toBe('path\n');
    expect((await made.gv(['exec', '--exact', '1.22.5', 'go'], { shell, env: { PATH } })).stdout).toBe(
      'local\n',
    );
  });

  it('local keeps a default from being raised; GOTOOLCHAIN in the environment comes first, the files after it', async () => {
    rmSync(join(made.project, '.go-version'));
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
    made.write('go.mod', 'go 1.24\n');
    const GOENV = made.write('goenv', 'GOTOOLCHAIN=local\n');
    const choose = (env: Readonly<Record<string, string>> = {}): ReturnType<typeof verdict> =>
      verdict(made, { shell, env });
    expect(await choose()).toMatchObject({ name: '1.24.9' });
    writeFileSync(policy(), 'local\n');
    expect(await choose()).toMatchObject({ name: '1.22.5' });
    expect(await choose({ GOTOOLCHAIN: 'auto' })).toMatchObject({ name: '1.24.9' });
    writeFileSync(policy(), 'auto\n');
    expect(await choose({ GOENV })).toMatchObject({ name: '1.24.9' });
  });
});
