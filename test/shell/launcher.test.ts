import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  furnishedRoot,
  writeTool,
  type Ended,
  type RunOptions,
  type ShellRoot,
} from '../support/shell-root.ts';
import { isPresent, lacking, presentShells } from '../support/shells.ts';

/** Stands for Node: says what it was given, and answers `where` as gv's program does. */
const NODE = `#!/bin/sh
case $1 in --version) echo "$FAKE_NODE_VERSION"; exit ;; esac
shift 4
case "$*" in 'where ^1.21') echo "$GV_ROOT/versions/1.20"; exit ;; 'where ^9') echo 'gv: none' >&2; exit 3 ;; esac
printf 'node'
printf ' [%s]' "$@"
`;

describe.each(presentShells())('the launcher under $name', (shell) => {
  let made: ShellRoot;
  const gv = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
    made.gv(args, { shell, ...options });
  beforeAll(() => {
    made = furnishedRoot();
    mkdirSync(join(made.root, 'runtime'));
    writeFileSync(join(made.root, 'runtime', 'node'), NODE);
    chmodSync(join(made.root, 'runtime', 'node'), 0o755);
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
  });

  it('answers what is asked often', async () => {
    made.write('.go-version', '1.20.0\n');
    const own = join(made.root, 'versions', '1.20');
    const answers: readonly (readonly [readonly string[], string])[] = [
      [['--version'], 'gv 0.0.0\n'],
      [['current'], '1.20.0\n'],
      [['which'], `${own}/bin/go\n`],
      [['which', 'gofmt'], `${own}/bin/gofmt\n`],
      [['where'], `${own}\n`],
      [['where', '1.20'], `${join(made.root, 'versions', '1.20.3')}\n`],
      [['where', 'go1.22.5'], `${join(made.root, 'versions', '1.22.5')}\n`],
      [['where', 'latest'], `${join(made.root, 'versions', '1.27.0')}\n`],
    ];
    for (const [args, stdout] of answers) expect(await gv(args)).toEqual({ code: 0, stdout, stderr: '' });
  });

  it.each([
    ['1.22.9\n', 127],
    ['nonsense\n', 2],
  ])('a pin of %j ends every answer with its exit code', async (text, code) => {
    const file = made.write('.go-version', text);
    for (const command of ['current', 'which', 'where']) {
      const outcome = await gv([command]);
      expect(outcome).toMatchObject({ code, stdout: '' });
      expect(outcome.stderr).toMatch(/^gv: [^\n]+\n$/);
      expect(outcome.stderr).toContain(file);
    }
  });

  it('a tool that only other toolchains have is 127, and they are named in order', async () => {
    made.toolchain('1.9.2rc2', ['go', 'godoc']);
    made.toolchain('1.20.3', ['go', 'godoc']);
    made.toolchain('1.8.3', ['go', 'godoc']);
    const outcome = await gv(['which', 'godoc']);
    expect(outcome).toEqual({
      code: 127,
      stdout: '',
      stderr: 'gv: Go 1.27.0 has no tool named godoc; it exists in: 1.8.3 1.9.2rc2 1.20.3\n',
    });
    expect(await gv(['which', 'nope'])).toMatchObject({ code: 127, stdout: '' });
    expect(await gv(['which', '../bin/go'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('a version that is not installed is 127, a word that is none 2', async () => {
    expect(await gv(['where', '1.26'])).toMatchObject({
      code: 127,
      stderr: 'gv: Go 1.26 is not installed; run: gv install 1.26\n',
    });
    expect(await gv(['where', 'nonsense'])).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    [['list']],
    [[]],
    [['current', '--json']],
    [['which', '--help']],
    [['where', '^1.21 <1.23']],
    [['where', 'oldstable']],
    [['where', 'golang']],
    [['--help']],
    [['exec', '--help']],
    [['init', '--help']],
    [['install', '', 'a b', '$x']],
  ])('%j is for Node, arguments verbatim', async (args) => {
    expect(await gv(args)).toEqual({
      code: 0,
      stdout: `node${args.map((each) => ` [${each}]`).join('') || ' []'}`,
      stderr: '',
    });
  });

  it('exec becomes the command: arguments, exit code, PATH, GV_VERSION, GOROOT', async () => {
    const says = 'printf "%s|%s|%s" "$GV_VERSION" "${GOROOT-none}" "$*"; exit 7';
    const env = { GOROOT: '/stale' };
    const outcome = await gv(
      ['exec', '1.20.0', '--', 'sh', '-c', says, 'x', '/path/to/go script.go', '--', ''],
      { env },
    );
    expect(outcome).toEqual({ code: 7, stdout: '1.20.0|none|/path/to/go script.go -- ', stderr: '' });
    made.write('.go-version', '1.22.5\n');
    for (const args of [
      ['exec', 'go'],
      ['x', '--', 'go'],
      ['run', '1.22', 'go'],
    ])
      expect((await gv(args)).stdout).toBe('go1.22.5 0 GOROOT=none\n');
    expect((await gv(['exec', '1.24', 'sh', '-c', 'sh -c "go; gofmt"'])).stdout).toBe(
      'go1.24.9 0 GOROOT=none\ngofmt1.24.9 0 GOROOT=none\n',
    );
  });

  it('exec reads a range through Node', async () => {
    expect((await gv(['exec', '^1.21', 'sh', '-c', 'echo $GV_VERSION'])).stdout).toBe('1.20.0\n');
    expect(await gv(['exec', '^9', 'true'])).toEqual({ code: 3, stdout: '', stderr: 'gv: none\n' });
  });

  it.each([
    [['exec'], 2],
    [['exec', '1.22'], 2],
    [['exec', '--'], 2],
    [['exec', '1.26', 'go'], 127],
    [['exec', 'no-such-command'], 127],
    [['exec', '7z-is-a-command'], 127],
    [['exec', ''], 127],
    [['init'], 2],
    [['init', 'tcsh'], 2],
    [['init', 'sh', 'bash'], 2],
  ])('%j fails with %i in one line', async (args, code) => {
    const outcome = await gv(args);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(/^gv: [^\n]+\n$/);
  });

  it('exec does not find a command that lies only in the directory', async () => {
    writeTool(join(made.project, 'here'), 'here');
    expect(await gv(['exec', 'here'])).toMatchObject({ code: 127, stdout: '' });
    expect((await gv(['exec', './here'])).stdout).toBe('here 0 GOROOT=none\n');
  });

  it('init prints what an rc file sources', async () => {
    for (const name of ['sh', 'dash', 'bash', 'zsh'])
      expect((await gv(['init', name])).stdout).toBe(readFileSync(join(made.root, 'env'), 'utf8'));
    expect((await gv(['init', 'fish'])).stdout).toBe(readFileSync(join(made.root, 'env.fish'), 'utf8'));
  });

  it('init --direct says so before what an rc file sources, where a hook can do it', async () => {
    const [posix, fish] = ['env', 'env.fish'].map((file) => readFileSync(join(made.root, file), 'utf8'));
    for (const name of ['bash', 'zsh'])
      expect((await gv(['init', name, '--direct'])).stdout).toBe(`__gv_direct=yes\n${posix}`);
    expect((await gv(['init', 'fish', '--direct'])).stdout).toBe(`set -g __gv_direct yes\n${fish}`);
    for (const name of ['sh', 'direnv', 'nonsense'])
      expect(await gv(['init', name, '--direct'])).toMatchObject({ code: 2, stdout: '' });
    expect(await gv(['init', 'bash', '--other'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('finds its root through links, and from GV_ROOT', async () => {
    const link = join(made.home, 'gv');
    symlinkSync(join(made.root, 'bin', 'gv'), link);
    expect((await made.run(link, ['current'], { shell })).stdout).toBe('1.27.0\n');
    rmSync(link);
    const script = join(import.meta.dirname, '..', '..', 'shims', 'posix', 'gv');
    const env = { GV_ROOT: `${made.root}/` };
    expect((await made.run(script, ['which'], { shell, env })).stdout).toBe(
      `${made.root}/versions/1.27.0/bin/go\n`,
    );
    for (const [GV_ROOT, code] of [
      ['/nowhere', 6],
      ['relative', 2],
    ] as const)
      expect(await gv(['current'], { env: { GV_ROOT } })).toMatchObject({ code, stdout: '' });
  });

  it('takes its own Node; where it has none GV_NODE, then one on PATH that is new enough', async () => {
    const own = join(made.root, 'runtime', 'node');
    const path = join(made.home, 'node-path');
    const GV_NODE = join(path, 'node');
    mkdirSync(path);
    writeFileSync(GV_NODE, NODE, { mode: 0o755 });
    expect((await gv(['list'], { env: { GV_NODE } })).stdout).toBe('node [list]');
    writeFileSync(own, 'not a program');
    chmodSync(own, 0o644);
    for (const odd of ['/nowhere', 'node', './node-path/node'])
      expect(await gv(['list'], { cwd: made.home, env: { GV_NODE: odd } })).toMatchObject({
        code: 1,
        stdout: '',
      });
    const good = ['v22.19.0', 'v23.7.0', 'v23.11.1', 'v24.1.0', 'v30.0.0'];
    for (const FAKE_NODE_VERSION of [...good, 'v22.18.9', 'v23.6.1', 'v20.20.2', '', 'nonsense']) {
      const code = good.includes(FAKE_NODE_VERSION) ? 0 : 1;
      const stdout = code === 0 ? 'node [list]' : '';
      for (const where of [{ GV_NODE }, { PATH: `${path}:/usr/bin:/bin` }])
        expect(await gv(['list'], { env: { FAKE_NODE_VERSION, ...where } })).toMatchObject({ code, stdout });
    }
    writeFileSync(own, NODE);
    chmodSync(own, 0o755);
  });
});

const noTerminal = isPresent('script') ? undefined : 'there is no script(1) to make a terminal';

describe.skipIf(lacking(noTerminal))('on a terminal', () => {
  it.each([
    ['1.22.5\n', (file: string) => `1.22.5 (set by ${file})`],
    [undefined, () => '1.27.0 (the newest installed)'],
  ])('gv current with %j says why', async (text, expected) => {
    using made = furnishedRoot();
    const file = join(made.project, '.go-version');
    if (text !== undefined) made.write('.go-version', text);
    const { stdout } = await made.run('script', ['-qec', `${made.root}/bin/gv current`, '/dev/null']);
    expect(stdout.trimEnd()).toBe(expected(file));
  });

  it.each([
    [
      { GOTOOLCHAIN: 'go1.22.5+auto' },
      'GOTOOLCHAIN=go1.22.5+auto (the environment) makes go1.22.5 run, not 1.27.0; run: unset GOTOOLCHAIN',
    ],
    [{ GOTOOLCHAIN: 'go1.27.0' }, ''],
    [{ GOTOOLCHAIN: 'auto' }, ''],
    [{ GOTOOLCHAIN: 'go1.22.5\u001b[2J' }, ''],
  ])('gv current with %j says which Go runs in its place', async (env, line) => {
    using made = furnishedRoot();
    const { stdout } = await made.run('script', ['-qec', `${made.root}/bin/gv current`, '/dev/null'], {
      env,
    });
    const [, said = ''] = stdout.trimEnd().split(/\r?\n/);
    expect(said).toBe(line === '' ? '' : `gv: ${line}`);
  });
});
