import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkAtomic, removeTree, writeFileAtomic } from '../../../src/io/disk/write.ts';
import { discard } from '../../../src/io/stage/leftovers.ts';
import { rewriteLinks } from '../../../src/io/store/links.ts';
import { openStage } from '../../../src/io/store/staging.ts';
import { installedToolchains } from '../../../src/io/store/toolchains.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

async function lay(world: TestWorld, name: string, content = name): Promise<void> {
  const bin = join(world.layout.toolchain(name), 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'go'), content, { mode: 0o755 });
}

describe('staging', () => {
  it('is open to nobody else, and what is committed replaces what was there', async () => {
    await using world = await testWorld();
    await lay(world, '1.22.5', 'old');
    const stage = await openStage(world, '1.22.5');
    expect((await stat(stage.path)).mode & 0o777).toBe(0o700);
    await mkdir(join(stage.path, 'go', 'bin'), { recursive: true });
    await writeFile(join(stage.path, 'go', 'bin', 'go'), 'new');
    await stage.commit();
    await stage.drop();
    expect(await readFile(join(world.layout.toolchain('1.22.5'), 'bin', 'go'), 'utf8')).toBe('new');
    expect(await readdir(world.layout.staging)).toEqual([]);
  });

  it('takes a toolchain out of sight before it deletes it', async () => {
    await using world = await testWorld();
    await lay(world, '1.22.5');
    await discard(world.layout, '1.22.5');
    expect(installedToolchains(world.layout)).toEqual([]);
    expect(await readdir(world.layout.staging)).toEqual([]);
  });
});

describe('links', () => {
  it('say what is installed, and leave what is not gv’s alone', async () => {
    await using world = await testWorld();
    const { layout } = world;
    for (const name of ['1.20', '1.22.5', '1.23rc1']) await lay(world, name);
    await lay(world, 'not-a-version');
    await mkdir(layout.shims, { recursive: true });
    await symlink('/nowhere', join(layout.shims, 'go1.19.1'));
    await writeFile(join(layout.shims, 'gopls'), 'mine');
    await writeFileAtomic(layout.globalVersion, '1.22\n');
    const { removed } = await rewriteLinks(layout);
    expect(removed).toEqual(['go1.19.1']);
    expect(await readdir(layout.shims)).toEqual(['go', 'go1.20', 'go1.22.5', 'go1.23rc1', 'gofmt', 'gopls']);
    expect(await readdir(layout.aliases)).toEqual(['1', '1.20', '1.22', 'latest', 'stable']);
    expect(await readFile(join(layout.aliases, '1.20'), 'utf8')).toBe('1.20\n');
    expect(await readlink(layout.current)).toBe('versions/1.22.5');
    await rewriteLinks(layout, new Set(['1.22.5']));
    expect(await readdir(layout.aliases)).toEqual(['1', '1.20', 'latest', 'stable']);
  });

  it.each(['..', '../x', '$(id)', 'a'.repeat(100)])(
    'a global version that says %j points current nowhere',
    async (text) => {
      await using world = await testWorld();
      await lay(world, '1.22.5');
      await writeFileAtomic(world.layout.globalVersion, `${text}\n`);
      await rewriteLinks(world.layout);
      await expect(readlink(world.layout.current)).rejects.toThrow('ENOENT');
    },
  );

  it('are swapped in one step, never removed first', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'current');
    await linkAtomic('a', path);
    await linkAtomic('b', path);
    expect(await readlink(path)).toBe('b');
    expect(await readdir(world.folder)).toEqual(['current']);
  });
});

describe('removal of a tree', () => {
  it('takes read-only directories, and follows no link out', async () => {
    await using world = await testWorld();
    const tree = join(world.folder, 'tree');
    const outside = join(world.folder, 'outside');
    await mkdir(join(tree, 'closed'), { recursive: true });
    await mkdir(outside);
    await writeFile(join(outside, 'kept'), '');
    await writeFile(join(tree, 'closed', 'file'), '', { mode: 0o444 });
    await symlink(outside, join(tree, 'link'));
    await chmod(join(tree, 'closed'), 0o555);
    await removeTree(tree);
    expect(await readdir(world.folder)).toEqual(['outside']);
    expect(await readdir(outside)).toEqual(['kept']);
  });
});
