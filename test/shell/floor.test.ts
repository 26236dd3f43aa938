import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampled } from '../support/sample.ts';
import { furnishedRoot, verdict, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

/** With the global version 1.22.5, and 1.20.3, 1.24.9 and 1.27.0 beside it. */
const FLOORS: readonly (readonly [title: string, text: string, name: string])[] = [
  ['a go line above', 'module x\n\ngo 1.24\n', '1.24.9'],
  ['a line between two installed ones', 'go 1.25\n', '1.27.0'],
  ['a patch above the newest of its line', 'go 1.24.10\n', '1.27.0'],
  ['a candidate, which the release satisfies', 'go 1.27rc2\n', '1.27.0'],
  ['a floor that nothing installed satisfies: Go itself will switch', 'go 1.300\n', '1.22.5'],
  ['a number beyond any version', 'go 1.99999999999999999999\n', '1.22.5'],
  ['a go line below', 'go 1.20\n', '1.22.5'],
  ['the same line', 'go 1.22\n', '1.22.5'],
  ['the very version', 'go 1.22.5\n', '1.22.5'],
  ['a higher patch of the same line', 'go 1.22.6\n', '1.24.9'],
  ['a toolchain above the go line', 'go 1.22\ntoolchain go1.24.1\n', '1.24.9'],
  ['a toolchain above a go line of an older minor', 'go 1.20\ntoolchain go1.24.1\n', '1.24.9'],
  ['a toolchain before the go line', 'toolchain go1.24.1\ngo 1.22\n', '1.24.9'],
  ['a toolchain below the go line', 'go 1.27\ntoolchain go1.24.1\n', '1.27.0'],
  ['a toolchain alone', 'toolchain go1.24.1\n', '1.24.9'],
  ['tabs and blanks', '  go\t1.22  \ntoolchain   \tgo1.24.1\n', '1.24.9'],
  ['a toolchain in a comment', '// toolchain go1.27.0\ngo 1.24\n', '1.24.9'],
  ['comments behind', 'go 1.22 // x\ntoolchain go1.24.1 // y\n', '1.24.9'],
  ['carriage returns', 'module x\r\n\r\ngo 1.24\r\n', '1.24.9'],
  ['toolchain default: the go line counts', 'go 1.24\ntoolchain default\n', '1.24.9'],
  ['a toolchain with a suffix: nobody released that', 'go 1.24\ntoolchain go1.25.0-corp\n', '1.22.5'],
  ['a toolchain with a suffix, below the go line', 'go 1.27rc1\ntoolchain go1.24.1-corp\n', '1.27.0'],
  ['a candidate as toolchain', 'go 1.22\ntoolchain go1.23rc2\n', '1.24.9'],
  ['neither line', 'module x\n', '1.22.5'],
  ['a quoted version, which Go ignores', 'go "1.27.0"\n', '1.22.5'],
  ['a block, which Go ignores', 'go (\n1.27\n)\n', '1.22.5'],
  ['four numbers, which Go ignores', 'go 1.27.0.1\n', '1.22.5'],
  ['a module named go', 'require go.uber.org/zap v1.27.0\ngopher 1.27\n', '1.22.5'],
  ['a go line below 250 empty lines', `${'\n'.repeat(250)}go 1.24\n`, '1.24.9'],
  [
    'a go line at the end, where Go 1.12 wrote it',
    `module x\nrequire (\n${'\texample.test/a v1.0.0\n'.repeat(200)})\ngo 1.24\n`,
    '1.24.9',
  ],
  ['a go line at the end of 60 KB', `${'// a licence of many words\n'.repeat(2_300)}go 1.24\n`, '1.24.9'],
  [
    'a go line beyond 64 KiB, which Go will find',
    `${'// a licence of many words\n'.repeat(2_500)}go 1.24\n`,
    '1.22.5',
  ],
  ['a comment of 5000 characters before', `//${'x'.repeat(5_000)}\ngo 1.24\n`, '1.24.9'],
  ['a comment of 5000 characters behind', `go 1.24 //${'x'.repeat(5_000)}\ntoolchain go1.27.0\n`, '1.27.0'],
  ['a line of 5000 characters', `${'x'.repeat(5_000)}\ngo 1.24\n`, '1.24.9'],
  ['U+0085 behind, a blank to Go', 'go 1.24\u0085\n', '1.24.9'],
  ['U+00A0 before and U+3000 behind', '\u00A0toolchain go1.24.1\u3000\n', '1.24.9'],
  ['a byte order mark, a letter to Go', '\uFEFFgo 1.24\n', '1.22.5'],
  ['a vertical tab behind the keyword, a letter to Go', 'go\v1.24\n', '1.22.5'],
  ['a comment that ends like a block', 'go 1.22\n// see (\ntoolchain go1.24.1\n', '1.24.9'],
  [
    'a toolchain behind the requirements, which Go will find',
    'go 1.22\nrequire x v1\ntoolchain go1.24.1\n',
    '1.22.5',
  ],
  ['a toolchain behind a block, which Go will find', 'go 1.22\ngodebug (\n)\ntoolchain go1.24.1\n', '1.22.5'],
];

describe.each(presentShells())('a default below the floor, in $name', (shell) => {
  let made: ShellRoot;
  const choose = (env: Readonly<Record<string, string>> = {}): ReturnType<typeof verdict> =>
    verdict(made, { shell, env });
  beforeAll(() => {
    made = furnishedRoot();
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    for (const each of [made.project, join(made.home, '.config')])
      rmSync(each, { recursive: true, force: true });
    mkdirSync(made.project);
  });

  // One script reads the file in every shell: dash is the one that has least.
  it.each(shell.name === 'dash' ? FLOORS : sampled(FLOORS, 3))('%s', async (_title, text, name) => {
    made.write('go.mod', text);
    expect(await choose()).toMatchObject({ status: 'ok', name });
  });

  it('says from what it was raised, and by which line', async () => {
    const file = made.write('go.mod', 'module x\n\ngo 1.24\n');
    expect(await choose()).toMatchObject({
      label: '1.24.9',
      goroot: join(made.root, 'versions', '1.24.9'),
      rule: 'global',
      from: '1.22.5',
      floor: '1.24',
      floorFile: file,
      floorLine: '3',
    });
  });

  it('a floor that is met leaves no trace of a raise', async () => {
    made.write('go.mod', 'go 1.20\n');
    expect(await choose()).toMatchObject({ from: '', floor: '', floorFile: '', floorLine: '' });
  });

  it('a pin is never raised', async () => {
    made.write('go.mod', 'go 1.27\n');
    made.write('.go-version', '1.20.3\n');
    expect(await choose()).toMatchObject({ name: '1.20.3', from: '' });
    expect(await choose({ GV_VERSION: '1.20.3' })).toMatchObject({ name: '1.20.3', from: '' });
  });

  it('go.work counts instead of go.mod, from any directory above', async () => {
    made.write('go.work', 'go 1.24\nuse ./a\n');
    made.write('a/go.mod', 'go 1.27\n');
    const cwd = join(made.project, 'a');
    expect(await verdict(made, { shell, cwd })).toMatchObject({ name: '1.24.9' });
    expect(await verdict(made, { shell, cwd, env: { GOWORK: 'off' } })).toMatchObject({ name: '1.27.0' });
    const GOWORK = made.write('elsewhere/go.work', 'go 1.20\n');
    expect(await verdict(made, { shell, cwd, env: { GOWORK } })).toMatchObject({ name: '1.22.5' });
  });

  it.each([
    ['auto', '1.24.9'],
    ['path', '1.24.9'],
    ['local+auto', '1.24.9'],
    ['go1.20.3+path', '1.24.9'],
    ['', '1.24.9'],
    ['local', '1.22.5'],
    ['go1.22.5', '1.22.5'],
    ['nonsense', '1.22.5'],
  ])('GOTOOLCHAIN=%s gives %s: environment, then the go env -w file, then go.env', async (value, name) => {
    made.write('go.mod', 'go 1.24\n');
    expect(await choose({ GOTOOLCHAIN: value })).toMatchObject({ name });
    mkdirSync(join(made.home, '.config', 'go'), { recursive: true });
    writeFileSync(join(made.home, '.config', 'go', 'env'), `GOFLAGS=-x\nGOTOOLCHAIN=${value}\n`);
    expect(await choose()).toMatchObject({ name });
    expect(await choose({ GOTOOLCHAIN: 'auto' })).toMatchObject({ name: '1.24.9' });
    expect(await choose({ GOENV: 'off' })).toMatchObject({ name: '1.24.9' });
    rmSync(join(made.home, '.config'), { recursive: true });
    const own = join(made.root, 'versions', '1.22.5', 'go.env');
    writeFileSync(own, `# comment\nGOTOOLCHAIN=${value}\n`);
    expect(await choose()).toMatchObject({ name });
    rmSync(own);
  });

  it('modules switched off: there is no floor', async () => {
    made.write('go.mod', 'go 1.24\n');
    expect(await choose({ GO111MODULE: 'off' })).toMatchObject({ name: '1.22.5' });
    const GOENV = made.write('env', 'GO111MODULE=off\n');
    expect(await choose({ GOENV })).toMatchObject({ name: '1.22.5' });
  });

  it('GOWORK and GO111MODULE mean what the go command takes them for, also by go env -w', async () => {
    const elsewhere = made.write('elsewhere/go.work', 'go 1.27\n');
    made.write('go.work', 'go 1.20\n');
    made.write('go.mod', 'go 1.24\n');
    const settings: readonly (readonly [string, string, string])[] = [
      ['GOWORK', '', '1.22.5'],
      ['GOWORK', 'auto', '1.22.5'],
      ['GOWORK', 'off', '1.24.9'],
      ['GOWORK', elsewhere, '1.27.0'],
      // What go work init is about to write is not there yet: go.mod counts.
      ['GOWORK', join(made.project, 'none.work'), '1.24.9'],
      // The go command refuses both.
      ['GOWORK', join(made.project, 'elsewhere'), '1.22.5'],
      ['GOWORK', 'elsewhere/go.work', '1.22.5'],
      ['GO111MODULE', 'off', '1.22.5'],
    ];
    for (const [name, value, chosen] of settings) {
      expect(await choose({ [name]: value }), `${name}=${value}`).toMatchObject({ name: chosen });
      const GOENV = made.write('env', `GOFLAGS=-x\n${name}=nonsense\n${name}=${value}\n`);
      expect(await choose({ GOENV }), `${name}=${value} in a file`).toMatchObject({ name: chosen });
    }
    rmSync(join(made.project, 'go.work'));
    const GOENV = made.write('env', 'GO111MODULE=off\nGOWORK=off\n');
    expect(await choose({ GOENV })).toMatchObject({ name: '1.22.5' });
    expect(await choose({ GOENV, GO111MODULE: 'on' })).toMatchObject({ name: '1.24.9' });
    for (const GO111MODULE of ['auto', 'on', '', 'nonsense'])
      expect(await choose({ GO111MODULE })).toMatchObject({
        name: GO111MODULE === 'nonsense' ? '1.22.5' : '1.24.9',
      });
  });

  it('a go.mod in the very directory for temporary files does not count', async () => {
    made.write('go.mod', 'go 1.24\n');
    expect(await choose({ TMPDIR: made.project })).toMatchObject({ name: '1.22.5' });
    expect(await choose({ TMPDIR: made.home })).toMatchObject({ name: '1.24.9' });
  });

  it('a go.mod that is a directory, or endless, does not stop Go', async () => {
    mkdirSync(join(made.project, 'go.mod'));
    expect(await choose()).toMatchObject({ name: '1.22.5' });
    rmSync(join(made.project, 'go.mod'), { recursive: true });
    made.write('go.mod', 'x'.repeat(1_000_000));
    expect(await choose()).toMatchObject({ status: 'ok', name: '1.22.5' });
  });
});
