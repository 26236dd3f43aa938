import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, type Ended, type RunOptions, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

/** Replaces the `go` of 1.22.5, to which the project is pinned. */
function program(made: ShellRoot, text: string): void {
  const path = join(made.root, 'versions', '1.22.5', 'bin', 'go');
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

describe.each(presentShells())('the shim under $name', (shell) => {
  let made: ShellRoot;
  const go = (args: readonly string[] = [], options: RunOptions = {}): Promise<Ended> =>
    made.go(args, { shell, ...options });
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
    made.write('.go-version', '1.22.5\n');
    rmSync(join(made.root, 'auto-install'), { force: true });
  });

  it.each([0, 1, 2, 3, 42, 127, 255])('exit code %i is the toolchain’s own', async (code) => {
    program(made, `exit ${code}`);
    expect(await go()).toEqual({ code, stdout: '', stderr: '' });
  });

  it('arguments arrive verbatim: empty, blanks, quotes, newlines, patterns, UTF-8', async () => {
    program(made, `printf '[%s]' "$@"`);
    const args = [
      'run',
      '/path/to/go script.go',
      '--',
      '',
      ' ',
      '*',
      "'",
      '"',
      '$HOME',
      '\\n',
      'a\nb',
      'Þé',
      '-x',
    ];
    expect((await go(args)).stdout).toBe(args.map((arg) => `[${arg}]`).join(''));
  });

  it('options of gv’s own scripts are the toolchain’s when they stand behind go', async () => {
    program(made, 'echo "$*"');
    expect((await go(['--trace', '/a', '/b'])).stdout).toBe('--trace /a /b\n');
  });

  it('stdin, stderr and the environment pass through', async () => {
    program(made, `cat; echo oops >&2; printf '%s %s' "$LC_ALL" "$GOTOOLCHAIN_INTERNAL_SWITCH_VERSION"`);
    const env = { LC_ALL: 'C.UTF-8', GOTOOLCHAIN_INTERNAL_SWITCH_VERSION: 'go1.22.5' };
    expect(await go([], { env, input: 'line\nno newline' })).toEqual({
      code: 0,
      stdout: 'line\nno newlineC.UTF-8 go1.22.5',
      stderr: 'oops\n',
    });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
    '%s reaches the toolchain once, and ends it',
    async (signal) => {
      program(
        made,
        `trap 'echo got; exit 9' TERM INT HUP\necho ready\nwhile :; do read -r line || exit 8; done`,
      );
      const [command, ...args] = [...shell.command, join(made.root, 'shims', 'go')] as [string, ...string[]];
      const child = spawn(command, args, {
        cwd: made.project,
        env: { PATH: '/usr/bin:/bin', PWD: made.project },
      });
      let stdout = '';
      child.stdin.on('error', () => child.stdin.destroy());
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (stdout === '') child.kill(signal);
        stdout += text;
        if (stdout.endsWith('ready\n')) child.stdin.write('\n');
      });
      const [code, by] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      if (signal === 'SIGKILL') expect({ code, by }).toEqual({ code: null, by: 'SIGKILL' });
      else expect({ code, by, stdout }).toEqual({ code: 9, by: null, stdout: 'ready\ngot\n' });
    },
  );

  it('a toolchain ended by a signal ends the shim by that signal', async () => {
    program(made, 'kill -TERM $$');
    expect((await go()).code).toBe(128 + 15);
  });

  it('the toolchain runs by its real path', async () => {
    program(made, 'echo "$0"');
    expect((await go()).stdout).toBe(`${join(made.root, 'versions', '1.22.5', 'bin', 'go')}\n`);
  });

  it('an inherited GOROOT is cleared, but set for toolchains that cannot find their own', async () => {
    program(made, 'echo "${GOROOT-none}"');
    expect((await go([], { env: { GOROOT: '/stale' } })).stdout).toBe('none\n');
    made.write('.go-version', '1.8.3\n');
    const own = join(made.root, 'versions', '1.8.3');
    expect((await go([], { env: { GOROOT: '/stale' } })).stdout).toBe(`go1.8.3 0 GOROOT=${own}\n`);
    made.write('.go-version', '1.20.0\n');
    expect((await go([], { env: { GOROOT: '/stale' } })).stdout).toBe('go1.20 0 GOROOT=none\n');
  });

  it('gofmt is the toolchain’s gofmt; one without it says so', async () => {
    const gofmt = join(made.root, 'shims', 'gofmt');
    expect((await made.run(gofmt, ['-l', '.'], { shell })).stdout).toBe('gofmt1.22.5 2 GOROOT=none\n');
    made.toolchain('1.21.0', ['go']);
    made.write('.go-version', '1.21.0\n');
    expect(await made.run(gofmt, [], { shell })).toEqual({
      code: 127,
      stdout: '',
      stderr: 'gv: Go 1.21.0 has no gofmt; run: gv verify 1.21.0\n',
    });
  });

  it('nested calls pass, a circle of links ends at once, and so does one of processes', async () => {
    const shim = join(made.root, 'shims', 'go');
    program(made, `[ "$1" = 0 ] && exit 5\n'${shim}' "$(($1 - 1))"`);
    expect((await go(['20'])).code).toBe(5);
    program(made, `exec '${shim}'`);
    const circle = await go();
    expect(circle).toMatchObject({ code: 127, stdout: '' });
    expect(circle.stderr).toMatch(/^gv: .* calls itself.*\n$/);
    program(made, `'${shim}'`);
    const endless = await go();
    expect(endless.code).toBe(127);
    expect(endless.stderr).toMatch(/^gv: go was called by go 100 times/);
  });

  it('auto-install asks gv for what is missing, on stderr, and runs it', async () => {
    made.write('.go-version', '1.23.4\n');
    writeFileSync(join(made.root, 'auto-install'), '');
    const launcher = join(made.root, 'bin', 'gv');
    rmSync(launcher);
    const bin = join(made.root, 'versions', '1.23.4', 'bin');
    writeFileSync(
      launcher,
      `#!/bin/sh\necho "gv $*"; cat\n[ "$2" != 1.23.4 ] || { mkdir -p '${bin}'; cp '${join(made.root, 'versions', '1.20', 'bin', 'go')}' '${bin}'; }\n`,
    );
    chmodSync(launcher, 0o755);
    expect(await go(['x'], { input: 'for go' })).toEqual({
      code: 0,
      stdout: 'go1.20 1 GOROOT=none\n',
      stderr: 'gv install 1.23.4\n',
    });
    made.write('.go-version', '1.23.9\n');
    const failed = await go();
    expect(failed).toMatchObject({ code: 127, stdout: '' });
    expect(failed.stderr).toMatch(/^gv install 1\.23\.9\ngv: Go 1\.23\.9 is not installed .*\n$/);
    rmSync(launcher);
    symlinkSync('../lib/shims/gv', launcher);
  });

  it('with an empty environment, and by a link from elsewhere, it finds its root from where it lies', async () => {
    program(made, 'echo "${HOME-none}"');
    const direct = await go([], { env: { HOME: undefined, PATH: undefined } });
    expect(direct).toEqual({ code: 0, stdout: 'none\n', stderr: '' });
    const link = join(made.home, 'go');
    symlinkSync(join(made.root, 'shims', 'go'), link);
    expect((await made.run(link, [], { shell })).code).toBe(0);
    rmSync(link);
  });
});

const NAMES = [
  'with space',
  "quote'd",
  'dollar$HOME',
  'double"quote',
  'new\nline',
  'Þé',
  '-dash',
  'star*',
  'back\\slash',
];

describe.each(presentShells())('paths under $name', (shell) => {
  it.each(NAMES)('a root and a project named %j', async (name) => {
    using made = furnishedRoot(name);
    made.write(`${name}/deep/.go-version`, '1.22.5\n');
    const cwd = join(made.project, name, 'deep');
    expect(await made.go(['a b'], { shell, cwd })).toEqual({
      code: 0,
      stdout: 'go1.22.5 1 GOROOT=none\n',
      stderr: '',
    });
    const { stdout } = await made.gv(['which'], { shell, cwd });
    expect(stdout).toBe(`${join(made.root, 'versions', '1.22.5', 'bin', 'go')}\n`);
  });
});
