import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectStep } from '../../../src/core/foreign/other-choice.ts';
import { otherGlobals } from '../../../src/jobs/import/other-managers.ts';
import { projectSteps } from '../../../src/jobs/import/projects.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';
import { versioned } from '../../support/versions.ts';

const NOT_HERE = 'go 1.23.1 is not among the toolchains (gv use -g 1.23.1 installs it)';
const HERE = versioned('1.22.5', '1.21.0');

function lay(world: TestWorld, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(world.folder, name)), { recursive: true });
    writeFileSync(join(world.folder, name), text);
  }
}

/** The steps for the directory `p/q` of a home with these files. */
async function stepsWith(files: Readonly<Record<string, string>>): Promise<readonly ProjectStep[]> {
  await using world = await testWorld();
  lay(world, { 'p/q/main.go': '', ...files });
  const steps = projectSteps({ ...world, cwd: join(world.folder, 'p/q') }, [], HERE);
  return JSON.parse(JSON.stringify(steps).replaceAll(world.folder, '')) as readonly ProjectStep[];
}

describe('the requests of a project', () => {
  it('in .tool-versions and .go-version are read as they are', async () => {
    expect(await stepsWith({ 'p/.tool-versions': 'golang 1.22.5\n' })).toEqual([
      { kind: 'read', by: 'asdf', file: '/p/.tool-versions' },
    ]);
    expect(await stepsWith({ 'p/q/.go-version': '1.22\n' })).toMatchObject([{ kind: 'read', by: 'goenv' }]);
  });

  it('in a file of mise become a pin beside it', async () => {
    expect(await stepsWith({ 'p/mise.toml': '[tools]\nnode = "20"\ngo = "1.22"\n' })).toEqual([
      { kind: 'write', by: 'mise', file: '/p/mise.toml', line: 3, pin: '1.22', into: '/p/.go-version' },
    ]);
  });

  it.each([
    ['{{ exec(command="touch /tmp/was-run") }}', 'no release'],
    ['../../etc', 'no release'],
    ['$(id)', 'no release'],
    ['latest', 'no release'],
    ['1.23.1', 'gv use 1.23.1 installs it'],
  ])('in a file of mise that says %s stay there', async (asked, why) => {
    expect(await stepsWith({ 'p/mise.toml': `[tools]\ngo = '${asked}'\n` })).toMatchObject([
      { kind: 'stay', why: expect.stringContaining(why) },
    ]);
  });

  it('give way to what gv reads in the same directory, and to what has the name of a pin', async () => {
    const mise = { 'p/q/mise.toml': 'tools.go = "1.22"\n' };
    expect(await stepsWith({ ...mise, 'p/q/.tool-versions': 'go 1.21.0\n' })).toMatchObject([
      { kind: 'read' },
      { kind: 'stay', why: '/p/q/.tool-versions comes before it' },
    ]);
    expect(await stepsWith({ ...mise, 'p/q/.go-version/x': '' })).toMatchObject([
      { kind: 'stay', why: '/p/q/.go-version is there, and is no pin' },
    ]);
  });
});

describe('the global version of another manager', () => {
  it('is read of the links of gobrew and g, which are not followed', async () => {
    await using world = await testWorld();
    lay(world, { '.gobrew/current/x': '', '.g/versions/x': '' });
    symlinkSync('/gone/versions/1.23.1/go', join(world.folder, '.gobrew/current/go'));
    symlinkSync('/gone/versions/1.22.5', join(world.folder, '.g/go'));
    expect(otherGlobals(world, [], HERE).taken).toEqual({
      by: 'g',
      file: join(world.folder, '.g/go'),
      line: 0,
      pin: '1.22.5',
    });
    expect(otherGlobals(world, ['gobrew'], HERE)).toEqual({
      taken: undefined,
      left: [{ by: 'gobrew', file: join(world.folder, '.gobrew/current/go'), line: 0, why: NOT_HERE }],
    });
  });

  it('is looked for where a variable puts the manager, and gives way to one of gv', async () => {
    await using world = await testWorld();
    lay(world, { 'else/version': '1.21.0\n', '.goenv/version': '1.22.5\n' });
    const moved = { ...world, env: { GOENV_ROOT: join(world.folder, 'else') } };
    expect(otherGlobals(moved, [], HERE).taken).toMatchObject({ pin: '1.21.0' });
    expect(otherGlobals({ ...moved, env: { GOENV_ROOT: 'else' } }, [], HERE).taken).toMatchObject({
      pin: '1.22.5',
    });
    lay(world, { 'root/version': '1.22\n' });
    const { taken, left } = otherGlobals(moved, [], HERE);
    expect([taken, left.map(({ why }) => why)]).toEqual([
      undefined,
      ['gv has a global version already', 'gv has a global version already'],
    ]);
    lay(world, { 'root/version': '1.22.4\n' });
    expect(otherGlobals(moved, [], HERE).left.map(({ why }) => why)).toEqual([
      'gv has a global version already',
      'gv has a global version already (gv use -g 1.22.5)',
    ]);
    lay(world, { 'root/version': '1.22\n' });
    expect(readFileSync(world.layout.globalVersion, 'utf8')).toBe('1.22\n');
    expect(existsSync(join(world.folder, 'p'))).toBe(false);
  });

  it('is told beside a pin of the home that says another, which answers there', async () => {
    await using world = await testWorld();
    lay(world, { '.goenv/version': '1.22.5\n', '.tool-versions': 'golang 1.21.0\n' });
    const file = join(world.folder, '.tool-versions');
    const atHome = { directory: world.folder, file, asked: '1.21.0' };
    expect(otherGlobals(world, [], HERE)).toMatchObject({ taken: { by: 'goenv' }, atHome });
    lay(world, { '.tool-versions': 'golang 1.22.5\n' });
    expect(otherGlobals(world, [], HERE).atHome).toBeUndefined();
    lay(world, { '.tool-versions': 'golang 1.21.0\n', 'root/version': '1.22\n' });
    expect(otherGlobals(world, [], HERE).atHome).toBeUndefined();
  });

  it.each([
    [
      'a text with ESC',
      (file) => writeFileSync(file, 'x\u001b[31m\n'),
      'the text there is no release and no line',
    ],
    [
      'a release that is not here',
      (file) => writeFileSync(file, '9.9.9\n'),
      'go 9.9.9 is not among the toolchains',
    ],
    ['the Go of the system', (file) => writeFileSync(file, 'system\n'), 'gv use -g system'],
    ['a directory', (file) => mkdirSync(file), 'is not a regular file'],
    ['a FIFO', (file) => execFileSync('mkfifo', [file]), 'is not a regular file'],
  ] satisfies readonly (readonly [string, (file: string) => unknown, string])[])(
    'that is %s stays, with the reason',
    async (_, put, why) => {
      await using world = await testWorld();
      lay(world, { '.goenv/x': '' });
      put(join(world.folder, '.goenv/version'));
      expect(otherGlobals(world, [], HERE)).toMatchObject({
        taken: undefined,
        left: [{ by: 'goenv', why: expect.stringContaining(why) }],
      });
    },
  );
});
