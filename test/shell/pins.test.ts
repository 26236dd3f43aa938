import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, verdict, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

const READ: readonly (readonly [title: string, text: string, name: string])[] = [
  ['a version', '1.22.5\n', '1.22.5'],
  ['blanks around it', '         1.22.5   \t\n', '1.22.5'],
  ['blank lines before and after', '\n  \n1.22.5\n\n\n', '1.22.5'],
  ['no final newline', '1.22.5', '1.22.5'],
  ['a carriage return', '1.22.5\r\n', '1.22.5'],
  ['a carriage return without a newline', '1.22.5\r', '1.22.5'],
  ['a byte order mark', '\uFEFF1.22.5\r\n', '1.22.5'],
  ['a leading v', 'v1.22.5\n', '1.22.5'],
  ['a leading go', 'go1.22.5\n', '1.22.5'],
  ['a line: its newest installed patch', '1.20\n', '1.20.3'],
  ['the first release of a line before 1.21', '1.20.0\n', '1.20'],
  ['the first release of a line from 1.21 on', '1.27.0\n', '1.27.0'],
  ['a release candidate', 'go1.27rc2\n', '1.27rc2'],
  ['the one patch that had a candidate', '1.9.2rc2\n', '1.9.2rc2'],
  ['a major', '1\n', '1.27.0'],
  ['latest', 'latest\n', '1.27.0'],
  ['stable', 'stable\n', '1.27.0'],
  ['comments before', '##\n# made by a tool\n##\n\n1.22.5', '1.22.5'],
  ['a comment behind', '1.22.5 # why\n', '1.22.5'],
  ['a line as 1.22.x', '1.22.x\n\n', '1.22.5'],
  ['a line as 1.22.X', 'v1.22.X', '1.22.5'],
  ['a line as 1.22.*', '1.22.*\n', '1.22.5'],
  ['a line as ~1.22', '~1.22\n', '1.22.5'],
  ['a blank of another system', '1.22.5\u0085\n', '1.22.5'],
  ['later lines, which do not count', '1.22.5\n1.24.9\nrubbish\n', '1.22.5'],
];

const TOOLS: readonly (readonly [title: string, text: string, name: string])[] = [
  ['the key golang among comments', '# comment\n  # 2\ngolang 1.22.5\n', '1.22.5'],
  ['the key go', 'nodejs 20\ngo 1.22.5\n', '1.22.5'],
  ['the first entry of the line', 'golang 1.22.5 1.20.3 system\n', '1.22.5'],
  ['a comment behind it', 'golang\t 1.22.5 # why\r\n', '1.22.5'],
  ['a line with a wildcard', 'golang 1.22.x\n', '1.22.5'],
  ['a byte order mark', '\uFEFFgolang 1.22.5\n', '1.22.5'],
  ['only keys that match exactly', 'golang-ci 9\ngolangci-lint 1.5\nGO 3\ngo 1.22.5\n', '1.22.5'],
  ['nothing about Go, so the next rule answers', 'nodejs 20\ngolang-ci 9\n', '1.27.0'],
  ['nothing at all, so the next rule answers', '', '1.27.0'],
];

describe.each(presentShells())('pins as $name reads them', (shell) => {
  let made: ShellRoot;
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());
  beforeEach(() => {
    rmSync(made.project, { recursive: true });
    mkdirSync(made.project);
  });

  it.each(READ)('.go-version: %s', async (_title, text, name) => {
    made.write('.go-version', text);
    expect(await verdict(made, { shell })).toMatchObject({ status: 'ok', name, rule: 'pin' });
  });

  it.each(TOOLS)('.tool-versions: %s', async (_title, text, name) => {
    made.write('.tool-versions', text);
    expect(await verdict(made, { shell })).toMatchObject({ status: 'ok', name });
  });

  it('the global file and GV_VERSION have the same spellings', async () => {
    for (const text of ['# mine\n1.22.x\n', '~1.22', '1.22.5 # why\n']) {
      made.write('../root/version', text);
      expect(await verdict(made, { shell })).toMatchObject({ name: '1.22.5', rule: 'global' });
    }
    rmSync(join(made.root, 'version'));
    for (const GV_VERSION of [
      ' 1.22.5',
      '1.22.5\r',
      '1.22.5\n',
      '\t1.22.x\r\n',
      '1.22.*',
      '~1.22',
      'go1.22.X ',
    ])
      expect(await verdict(made, { shell, env: { GV_VERSION } }), JSON.stringify(GV_VERSION)).toMatchObject({
        name: '1.22.5',
        rule: 'env',
      });
  });

  it('names the file, the line and what was asked', async () => {
    const file = made.write('.tool-versions', '# one\n\ngolang v1.20.0\n');
    expect(await verdict(made, { shell })).toMatchObject({
      label: '1.20.0',
      name: '1.20',
      goroot: join(made.root, 'versions', '1.20'),
      file,
      line: '3',
      asked: '1.20.0',
    });
  });

  it('the nearest directory wins, and in one directory .go-version', async () => {
    made.write('.go-version', '1.20.3\n');
    const cwd = join(made.project, 'a', 'b');
    mkdirSync(cwd, { recursive: true });
    expect(await verdict(made, { shell, cwd })).toMatchObject({ name: '1.20.3' });
    made.write('a/.tool-versions', 'go 1.22.5\n');
    expect(await verdict(made, { shell, cwd })).toMatchObject({ name: '1.22.5' });
    made.write('a/.go-version', '1.24.9\n');
    expect(await verdict(made, { shell, cwd })).toMatchObject({ name: '1.24.9' });
  });

  it('a pin below the directory says nothing about it', async () => {
    made.write('child/.go-version', '1.22.5\n');
    expect(await verdict(made, { shell })).toMatchObject({ name: '1.27.0', rule: 'newest' });
  });

  it('is found 60 directories up', async () => {
    made.write('.go-version', '1.22.5\n');
    const cwd = join(made.project, ...Array.from({ length: 60 }, (_, index) => `d${index}`));
    mkdirSync(cwd, { recursive: true });
    expect((await made.go([], { shell, cwd })).stdout).toBe('go1.22.5 0 GOROOT=none\n');
  });
});
