import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countedGo } from '../support/cpu-time.ts';
import { furnishedRoot, verdict, type ShellRoot } from '../support/shell-root.ts';
import { lacking, presentShells } from '../support/shells.ts';

const LONG = 256 * 1024;

const WORDS: readonly (readonly [title: string, text: string | Uint8Array])[] = [
  ['several versions on a line', '1.22.5,1.10.8,..,./*,1.9.7\n'],
  ['the parent directory', '..\n'],
  ['a path', '../../etc\n'],
  ['an absolute path', '/usr/local/go\n'],
  ['a command substitution', '$(touch pwned)\n'],
  ['backquotes', '`touch pwned`\n'],
  ['a second command', '1.22.5; touch pwned\n'],
  ['a pattern', '1.*\n'],
  ['a range', '^1.22\n'],
  ['leading zeros', '1.022.5\n'],
  ['four numbers', '1.2.3.4\n'],
  ['a prerelease of a patch', '1.21.3rc1\n'],
  ['a candidate without a number', '1.22rc\n'],
  ['an unknown kind', '1.22nightly1\n'],
  ['a number beyond any version', '1.99999999999999999999\n'],
  ['a dash', '-n\n'],
  ['a comment', '# 1.22.5\n'],
  ['64 kind letters', `1.${'1'.repeat(64)}\n`],
  ['invalid UTF-8', Uint8Array.from([0x31, 0x2e, 0x32, 0x32, 0xff, 0xfe, 0x0a])],
  ['UTF-16', new Uint8Array(Buffer.from('\uFEFF1.22.5\r\n', 'utf16le'))],
  ['a NUL byte within', '1.2\u00002.5\n'],
  ['a NUL byte in place of the newline', '1.22.5\0'],
  ['NUL bytes behind', '1.22.5\n\0\0\0'],
  ['nothing', ''],
  ['blank lines', '\n  \t\r\n\n'],
  ['only a byte order mark', '\uFEFF\n'],
];

const HUGE: readonly (readonly [title: string, text: string])[] = [
  ['one line of 256 KiB', '1'.repeat(LONG)],
  ['256 KiB of blank lines', '\n'.repeat(LONG)],
  ['256 KiB of blanks before a version', ' '.repeat(LONG) + '1.22.5\n'],
  ['256 KiB of NUL bytes', '\0'.repeat(LONG)],
  ['a version and 256 KiB behind it', '1.22.5\n' + 'x'.repeat(LONG)],
  ['a comment of 5000 characters in .tool-versions', `#${'x'.repeat(5000)}\ngo 1.22.5\n`],
];

describe.each(presentShells())('bad pins as $name meets them', (shell) => {
  let made: ShellRoot;
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
    chmodSync(made.project, 0o755);
  });

  async function refused(file: string): Promise<string> {
    const { code, stdout, stderr } = await made.go(['version'], { shell, unprivileged: true });
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr).toMatch(/^gv: [^\n]*\n$/);
    expect(stderr).toContain(file);
    return stderr;
  }

  /** Makes a file of 20 GB that takes no place on the disk, and reads as NUL bytes behind `text`. */
  function sparse(name: string, text: string): void {
    const descriptor = openSync(made.write(name, text), 'r+');
    ftruncateSync(descriptor, 20 * 1024 ** 3);
    closeSync(descriptor);
  }

  it.each(WORDS)('%s is refused, never evaluated', async (_title, text) => {
    const file = made.write('.go-version', text);
    await refused(file);
    expect(await verdict(made, { shell })).toMatchObject({ status: 'bad-pin', file, goroot: '' });
    expect(spawnSync('ls', ['-A', made.project], { encoding: 'utf8' }).stdout).toBe('.go-version\n');
  });

  it.each(HUGE)('%s costs at most a second of CPU time', async (title, text) => {
    const file = made.write(title.includes('tool-versions') ? '.tool-versions' : '.go-version', text);
    const { code, stdout, stderr, cpu } = await countedGo(made, { shell });
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr).toMatch(/^gv: [^\n]*\n$/);
    expect(stderr).toContain(file);
    expect(cpu).toBeLessThan(1);
  });

  it.each(['.go-version', '.tool-versions'])(
    'a sparse %s of 20 GB is given up after two seconds of CPU time',
    async (name) => {
      sparse(name, '');
      const { code, stdout, cpu } = await countedGo(made, { shell });
      expect({ stdout, fails: code > 0 }).toEqual({ stdout: '', fails: true });
      expect(cpu).toBeLessThan(3.5);
    },
  );

  // dash, which cannot bound a read, gives up; the others pass the file on to Go, which judges it.
  it.each(['', '// text\n', `${'// text\n'.repeat(150)}go 1.2`])(
    'a sparse go.mod of 20 GB that begins with %j does not hang go',
    async (text) => {
      sparse('go.mod', text);
      const { code, stdout, cpu } = await countedGo(made, { shell });
      if (shell.name === 'dash') expect({ stdout, fails: code > 0 }).toEqual({ stdout: '', fails: true });
      else expect({ code, stdout: stdout.slice(0, 8) }).toEqual({ code: 0, stdout: 'go1.27.0' });
      expect(cpu).toBeLessThan(3.5);
    },
  );

  it.each(['.go-version', '.tool-versions'])('%s that is no readable file is named', async (name) => {
    const file = join(made.project, name);
    spawnSync('mkfifo', [file]);
    expect(await refused(file)).toContain('not a regular file');
    rmSync(file);
    mkdirSync(file);
    expect(await refused(file)).toContain('a directory');
    rmSync(file, { recursive: true });
    symlinkSync('/dev/zero', file);
    expect(await refused(file)).toContain('not a regular file');
    rmSync(file);
    symlinkSync(name, file);
    expect(await refused(file)).toContain('is a link to a file that does not exist');
    rmSync(file);
    symlinkSync('nowhere', file);
    expect(await refused(file)).toContain('is a link to a file that does not exist');
    rmSync(file);
    chmodSync(made.write(name, '1.22.5\n'), 0o000);
    expect(await refused(file)).toContain('cannot be read');
  });

  // Some of these wait: /proc/kmsg, which only root may open.
  it.skipIf(lacking(existsSync('/proc/version') ? undefined : 'this system has no /proc'))(
    'a file of the kernel, which shows no size, is not read',
    async () => {
      const file = join(made.project, '.go-version');
      symlinkSync('/proc/version', file);
      expect(await refused(file)).toContain('.go-version names no version');
    },
  );

  it.each([
    ['golang ref:v1.22\n', 'ref:v1.22'],
    ['go path:/opt/go\n', 'path:/opt/go'],
    ['golang\n', 'names no version'],
  ])('.tool-versions with %j is refused by name', async (text, says) => {
    const file = made.write('.tool-versions', `nodejs 20\n${text}`);
    expect(await refused(file)).toContain(says);
    expect(await verdict(made, { shell })).toMatchObject({ status: 'bad-pin', line: '2' });
  });

  it.each([
    ['^1.22', "run: gv use '^1.22'"],
    ['>=1.20', "run: gv use '>=1.20'"],
    ['~1.22.3', "run: gv use '~1.22.3'"],
    ['1.x', "run: gv use '1.x'"],
    ['oldstable', 'run: gv use oldstable'],
    ['latest:1.22', 'write 1.22'],
    ['prefix:1.22', 'write 1.22'],
    ['22', 'write 1.22'],
    ['22.5', 'write 1.22.5'],
    ['1.20 || 1.21', 'write a version such as 1.22.5, a line such as 1.22, latest or system'],
    ['latest:$(id)', 'write a version such as 1.22.5, a line such as 1.22, latest or system'],
    ["<'1.22", 'write a version such as 1.22.5, a line such as 1.22, latest or system'],
  ])('%s is not a pin, and the message says what to do: %s', async (text, cure) => {
    const file = made.write('.go-version', `${text}\n`);
    const found = await verdict(made, { shell });
    expect(found).toMatchObject({
      status: 'bad-pin',
      file,
      message: `${file}:1: "${text}" is not a Go version`,
      cure,
    });
    expect((await verdict(made, { shell, env: { GV_VERSION: text } })).cure).not.toMatch(/gv use/);
    rmSync(file);
    made.write('../root/version', `${text}\n`);
    expect((await verdict(made, { shell })).cure).toBe(cure.replace('gv use', 'gv use -g'));
    rmSync(join(made.root, 'version'));
  });

  it.each([
    ['UTF-16', new Uint8Array(Buffer.from('\uFEFF1.22.5\r\n', 'utf16le')), 'broken: holds NUL bytes'],
    ['nothing', '', 'broken: names no version'],
    ['a comment alone', '# 1.22.5\n', 'broken: names no version'],
    ['a line without end', '1'.repeat(100_000), 'broken: '],
  ])('the trace of %s says that the pin is broken', async (_title, text, says) => {
    const file = made.write('.go-version', text);
    const script = join(made.root, 'lib', 'shims', 'resolve.sh');
    const { stdout } = await made.run(script, ['--trace', made.root, made.project], { shell });
    const look = stdout.split('\n').find((line) => line.includes(file)) ?? '';
    expect(look.replace(/\t1\t/, '\t\t')).toContain(`look\tpin\t${file}\t\t${says}`);
    expect(look.length - file.length).toBeLessThan(80);
  });

  it('control characters of a pin or a path do not reach the terminal', async () => {
    const cwd = join(made.project, 'a\u001B[31m\n\u009Bb');
    mkdirSync(cwd);
    made.write('a\u001B[31m\n\u009Bb/.go-version', '\u001B]0;x\u0007\n');
    const { stderr } = await made.go([], { shell, cwd });
    expect(stderr.trimEnd()).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
    expect(stderr).toContain('a?[31m');
  });
});
