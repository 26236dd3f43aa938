import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedBoxes } from '../../support/filled-once.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';

/** The first one is the global version. */
const ALL = ['1.24.9', '1.23.4', '1.22.5', '1.22.4', '1.21.13'] as const;
const filled = await installedBoxes(...ALL);

function without(...names: readonly string[]): readonly string[] {
  return ALL.filter((name) => !names.includes(name)).toSorted();
}

async function installed(box: Sandbox): Promise<readonly string[]> {
  return (await readdir(join(box.root, 'versions'))).toSorted();
}

describe('gv uninstall -y', () => {
  it('answers questions and forces nothing: the global version, a pin here and a pin of a known project stay', async () => {
    await using box = await filled();
    const elsewhere = join(box.home, 'elsewhere');
    await mkdir(elsewhere);
    await box.gv(['use', '1.23.4'], { cwd: elsewhere });
    await writeFile(join(box.project, '.go-version'), '1.22\n');
    const uses = [
      ['1.24.9', join(box.root, 'version')],
      ['1.23.4', join(elsewhere, '.go-version')],
      ['1.22.5', join(box.project, '.go-version')],
    ] as const;
    for (const [version, file] of uses) {
      expect(await box.gv(['uninstall', '-y', version])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`go ${version} is in use: ${file}\n`),
      });
    }
    expect(await box.gv(['uninstall', '-y', '1.22.5'], { env: { GV_VERSION: '1.22.5' } })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('in use: GV_VERSION'),
    });
    expect(await installed(box)).toEqual(without());
    expect(await box.gv(['uninstall', '--force', '1.23.4'])).toMatchObject({ code: 0 });
    expect(await installed(box)).toEqual(without('1.23.4'));
  });

  it.each(sampled(['# mine\n1.24.9\n', '\uFEFF1.24.9 # mine\r\n', '\n1.24.x\n'], 2))(
    'a global version that reads %j stays too, also in a directory with a pin of its own',
    async (text) => {
      await using box = await filled();
      await writeFile(join(box.root, 'version'), text);
      await writeFile(join(box.project, '.go-version'), '1.22.5\n');
      expect(await box.gv(['uninstall', '1.24.9'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`go 1.24.9 is in use: ${join(box.root, 'version')}\n`),
      });
      expect(await installed(box)).toEqual(without());
    },
  );

  it('removes nothing where one of several named ones is in use', async () => {
    await using box = await filled();
    expect(await box.gv(['uninstall', '1.22.5', '1.24.9'])).toMatchObject({ code: 1, stdout: '' });
    expect(await installed(box)).toEqual(without());
  });
});

describe('gv uninstall of a word that does not name one release', () => {
  it.each(
    sampled(
      [
        ['latest', '1.24.9'],
        ['oldstable', '1.23.4'],
        ['1.21', '1.21.13'],
        ['<1.22', '1.21.13'],
        ['1.22.x', '1.22.5, 1.22.4'],
      ],
      2,
    ),
  )('%s: without a terminal the meaning is told, and -y removes it', async (word, means) => {
    await using box = await filled();
    await box.gv(['use', '-g', '--unset']);
    const before = await installed(box);
    expect(await box.gv(['uninstall', word])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`${word} means go ${means}, and there is no terminal to ask on`),
    });
    expect(await installed(box)).toEqual(before);
    expect(await box.gv(['uninstall', '-y', word])).toMatchObject({ code: 0 });
    expect(await installed(box)).toEqual(before.filter((name) => !means.split(', ').includes(name)));
  });

  it('leaves out what is in use, and says so; --force does not', async () => {
    await using box = await filled();
    await box.gv(['use', '1.22.4']);
    const ran = await box.gv(['uninstall', '-y', '1.22']);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^removed go 1\.22\.5 .*\n$/) });
    expect(ran.stderr).toContain(`go 1.22.4 stays: in use by ${join(box.project, '.go-version')}`);
    expect(await box.gv(['uninstall', '-y', '1.22'])).toMatchObject({ code: 1, stdout: '' });
    expect(await box.gv(['uninstall', '-y', '--force', '1.22'])).toMatchObject({ code: 0 });
    expect(await installed(box)).toEqual(without('1.22.5', '1.22.4'));
  });

  it.each(['mod', 'system'])('%s is none of the installed toolchains', async (word) => {
    await using box = await sandbox();
    expect(await box.gv(['uninstall', word])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('does not name an installed toolchain'),
    });
  });
});
