import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, shellRoot, type ShellRoot } from '../support/shell-root.ts';

/*
 * What the tests of other managers say of choosing a version, asked of gv as a user would ask: each title ends with the
 * test it comes from. Where gv decides otherwise (a go.mod never pins, only go and gofmt have shims, a missing version
 * never falls through to another Go), there is no case here.
 */

let made: ShellRoot;
beforeAll(() => {
  made = furnishedRoot();
});
afterAll(() => made[Symbol.dispose]());
beforeEach(() => {
  rmSync(made.project, { recursive: true });
  mkdirSync(made.project);
  writeFileSync(join(made.root, 'version'), '1.24.9\n');
});

async function current(env: Readonly<Record<string, string>> = {}, cwd = made.project): Promise<string> {
  return (await made.gv(['current'], { env, cwd })).stdout.trim();
}

describe('version files', () => {
  it.each([
    ['a plain version', '1.22.5\n'],
    ['blanks around', '         1.22.5   '],
    ['blank lines before and after', '\n\n1.22.5\n\n'],
    ['no newline at the end', '1.22.5'],
    ['a carriage return', '1.22.5\r\n'],
  ])('%s (goenv: goenv-version-file-read)', async (_title, text) => {
    made.write('.go-version', text);
    expect(await current()).toBe('1.22.5');
  });

  it.each(['go1.22.5', 'v1.22.5'])(
    '%s loses what stands in front (goenv: goenv-version-name)',
    async (text) => {
      made.write('.go-version', text);
      expect(await current()).toBe('1.22.5');
    },
  );

  it.each(['', ' \n\n'])(
    'a blank file %j is an error, never the latest (goenv: goenv-version-file-read)',
    async (text) => {
      made.write('.go-version', text);
      expect(await made.gv(['current'])).toMatchObject({ code: 2, stdout: '' });
      expect((await made.go(['version'])).code).toBe(127);
    },
  );

  it.each(['1.22.5,1.20.3,..,./*', '../versions/1.22.5', './*'])(
    '%s leads nowhere (goenv: goenv-version-file-read, CVE-2022-35861)',
    async (text) => {
      made.write('.go-version', text);
      expect((await made.gv(['current'])).code).toBe(2);
    },
  );

  it('the parent’s file counts, the directory’s own before it, a child’s never (goenv: goenv-version-file)', async () => {
    made.write('.go-version', '1.22.5\n');
    made.write('a/.go-version', '1.20.3\n');
    mkdirSync(join(made.project, 'b'));
    expect(await current()).toBe('1.22.5');
    expect(await current({}, join(made.project, 'a'))).toBe('1.20.3');
    expect(await current({}, join(made.project, 'b'))).toBe('1.22.5');
  });

  it('none anywhere: the global file, which is named as the origin (goenv: goenv-version-origin)', async () => {
    expect(await current()).toBe('1.24.9');
    writeFileSync(join(made.root, 'version'), '1.21.99\n');
    expect((await made.gv(['current'])).stderr).toContain(`${join(made.root, 'version')}:1`);
  });

  it('.tool-versions: comments, and a key that is exactly golang (asdf: current_command)', async () => {
    made.write('.tool-versions', '# a comment\nnodejs 22.0.0\ngolang 1.22.5 # why\n');
    expect(await current()).toBe('1.22.5');
    made.write('.tool-versions', 'golang-ci 9\ngolangci-lint 1.22.5\n');
    expect(await current()).toBe('1.24.9');
  });
});

describe('precedence', () => {
  it('variable before file before global (goenv: goenv-version-name)', async () => {
    made.write('.go-version', '1.22.5\n');
    expect(await current({ GV_VERSION: '1.20.3' })).toBe('1.20.3');
    expect(await current()).toBe('1.22.5');
  });

  it('a missing version names who set it (goenv: goenv-version-name, goenv-exec)', async () => {
    const { code, stderr } = await made.go(['version'], { env: { GV_VERSION: '1.21.1' } });
    expect({ code, stderr }).toEqual({
      code: 127,
      stderr:
        'gv: Go 1.21.1 is not installed (set by the environment variable GV_VERSION); run: gv install 1.21.1\n',
    });
    const file = made.write('.go-version', '1.21.1\n');
    expect((await made.go(['version'])).stderr).toContain(`(set by ${file}:1)`);
  });

  it('a missing version never falls through to the system’s Go (mise: test_shims_system_fallback)', async () => {
    const bin = join(made.home, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'go'), '#!/bin/sh\necho system\n', { mode: 0o755 });
    made.write('.go-version', '1.21.1\n');
    const env = { PATH: `${join(made.root, 'shims')}:${bin}:/usr/bin:/bin` };
    expect(await made.go(['version'], { env })).toMatchObject({ code: 127, stdout: '' });
  });

  it('nothing set and nothing installed: system (goenv: goenv-version-name)', async () => {
    using empty = shellRoot();
    const bin = join(empty.home, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'go'), '#!/bin/sh\necho "system GOROOT=${GOROOT-none}"\n', { mode: 0o755 });
    const env = { PATH: `${join(empty.root, 'shims')}:${bin}:/usr/bin:/bin` };
    expect((await empty.gv(['current'], { env })).stdout).toBe('system\n');
    expect((await empty.go([], { env })).stdout).toBe('system GOROOT=none\n');
  });

  it('GV_VERSION=system exports neither GOROOT nor GOPATH (goenv: goenv-exec)', async () => {
    const bin = join(made.home, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'go'), '#!/bin/sh\necho "${GOROOT-none} ${GOPATH-none}"\n', { mode: 0o755 });
    const env = { GV_VERSION: 'system', PATH: `${join(made.root, 'shims')}:${bin}:/usr/bin:/bin` };
    expect((await made.go([], { env })).stdout).toBe('none none\n');
  });

  it('1.2 is not 1.20, and 1.27 is not 1.2 (asdf: reshim_command, prefixes)', async () => {
    expect((await made.gv(['where', '1.2'])).code).toBe(127);
    expect((await made.gv(['where', '1.20'])).stdout).toBe(`${join(made.root, 'versions', '1.20.3')}\n`);
  });

  it('exec with a version differs from the file’s (fnm: exec.test)', async () => {
    made.write('.go-version', '1.22.5\n');
    expect((await made.gv(['exec', '1.20', '--', 'go', 'version'])).stdout).toContain('go1.20.3');
    expect((await made.go(['version'])).stdout).toContain('go1.22.5');
  });
});

describe('which, exec and shims', () => {
  it('which gives the file inside the toolchain (goenv: goenv-which)', async () => {
    made.write('.go-version', '1.22.5\n');
    expect((await made.gv(['which', 'gofmt'])).stdout).toBe(
      `${join(made.root, 'versions', '1.22.5', 'bin', 'gofmt')}\n`,
    );
  });

  it('a tool that only others have: 127, and they are named (goenv: goenv-which)', async () => {
    made.toolchain('1.20.3', ['go', 'gofmt', 'govet']);
    made.write('.go-version', '1.22.5\n');
    expect(await made.gv(['which', 'govet'])).toMatchObject({
      code: 127,
      stderr: expect.stringContaining('1.20.3') as unknown,
    });
  });

  it.each(['first', 'last', 'twice'])(
    'system’s which is never the shim, with the shims %s on PATH (goenv: goenv-which)',
    async (place) => {
      const bin = join(made.home, 'bin');
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'go'), '#!/bin/sh\n', { mode: 0o755 });
      const shims = join(made.root, 'shims');
      const PATH =
        { first: `${shims}:${bin}`, last: `${bin}:${shims}`, twice: `${shims}:${shims}:${bin}:${shims}` }[
          place
        ] ?? '';
      const env = { GV_VERSION: 'system', PATH: `${PATH}:/usr/bin:/bin` };
      expect((await made.gv(['which', 'go'], { env })).stdout).toBe(`${join(bin, 'go')}\n`);
    },
  );

  it('a program that lies only in the directory is not found (goenv: goenv-which)', async () => {
    writeFileSync(join(made.project, 'kill-all-humans'), '#!/bin/sh\n', { mode: 0o755 });
    expect((await made.gv(['which', 'kill-all-humans'])).code).toBe(127);
    expect((await made.gv(['exec', 'kill-all-humans'])).code).toBe(127);
  });

  it('exec passes arguments, stdin, locale and exit code on (goenv: goenv-exec, asdf: shim_exec)', async () => {
    made.write('.go-version', '1.22.5\n');
    const script = 'cat; printf "[%s]" "$@" "$LC_ALL"; exit 7';
    const args = ['exec', 'sh', '-c', script, 'sh', 'run', '/path/to/go script.go', '--', 'extra args'];
    expect(await made.gv(args, { input: 'hi ', env: { LC_ALL: 'starts' } })).toEqual({
      code: 7,
      stdout: 'hi [run][/path/to/go script.go][--][extra args][starts]',
      stderr: '',
    });
  });

  it('exec with the shims first does not come round in a circle (mise: test_exec_shim_recursion)', async () => {
    made.write('.go-version', '1.22.5\n');
    const PATH = `${join(made.root, 'shims')}:${join(made.root, 'shims')}:/usr/bin:/bin`;
    expect((await made.gv(['exec', '1.20', 'sh', '-c', 'go version'], { env: { PATH } })).stdout).toContain(
      'go1.20.3',
    );
  });
});
