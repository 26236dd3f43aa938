import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceWithoutModes, entriesOf, entryAt, tighten } from '../../../src/io/disk/access.ts';
import { testWorld } from '../../support/test-world.ts';

function pathsOf(path: string, below: string): readonly string[] {
  return entriesOf(path).flatMap((entry) =>
    entry.path.startsWith(below) ? [entry.path.slice(below.length)] : [],
  );
}

describe('the entries of a path', () => {
  it('are all that the kernel passes, from / on', async () => {
    await using world = await testWorld();
    const { folder } = world;
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(join(folder, 'a', 'b', 'file'), '');
    const entries = entriesOf(join(folder, 'a', 'b', 'file'));
    expect(entries[0]).toMatchObject({ path: '/', kind: 'directory' });
    expect(entries.at(-1)).toMatchObject({ path: join(folder, 'a', 'b', 'file'), kind: 'file' });
    expect(pathsOf(`${folder}/a//./b/../b/file`, folder)).toEqual(['', '/a', '/a/b', '/a/b', '/a/b/file']);
  });

  it('are those of links, too, and those that they lead to', async () => {
    await using world = await testWorld();
    const { folder } = world;
    await mkdir(join(folder, 'real', 'inner'), { recursive: true });
    await mkdir(join(folder, 'links'));
    await writeFile(join(folder, 'real', 'file'), '');
    await symlink('../real/inner', join(folder, 'links', 'relative'));
    await symlink(join(folder, 'links', 'relative'), join(folder, 'absolute'));
    const paths = pathsOf(`${folder}/absolute/../file`, folder);
    expect(paths.filter((path) => path !== '')).toEqual([
      '/absolute',
      '/links',
      '/links/relative',
      '/real',
      '/real/inner',
      '/real/file',
    ]);
  });

  it('end where something is missing, and where links go round', async () => {
    await using world = await testWorld();
    const { folder } = world;
    await symlink('round', join(folder, 'round'));
    expect(pathsOf(join(folder, 'missing', 'file'), folder)).toEqual(['']);
    expect(pathsOf(join(folder, 'round', 'file'), folder).length).toBeGreaterThan(40);
  });
});

describe('tightening', () => {
  it('takes the right to write from others, and nothing else', async () => {
    await using world = await testWorld();
    const file = join(world.folder, 'file');
    await writeFile(file, '');
    await chmod(file, 0o6777);
    const entry = entryAt(file);
    expect(entry !== undefined && tighten(entry)).toBe(true);
    expect((await stat(file)).mode & 0o7777).toBe(0o6755);
    expect(entry !== undefined && tighten(entry)).toBe(false);
  });

  it('follows no link that somebody put in the place of what was looked at', async () => {
    await using world = await testWorld();
    const [file, link] = [join(world.folder, 'file'), join(world.folder, 'link')];
    await writeFile(file, '');
    await chmod(file, 0o666);
    await symlink(file, link);
    const entry = entryAt(file);
    expect(entry !== undefined && tighten({ ...entry, path: link })).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o666);
  });
});

it('whether a file system keeps modes is tried with a file that is gone afterwards', async () => {
  await using world = await testWorld();
  const before = process.umask(0);
  try {
    expect(deviceWithoutModes(world.folder)).toBeUndefined();
  } finally {
    process.umask(before);
  }
  expect(await readdir(world.folder)).toEqual([]);
  expect(deviceWithoutModes(join(world.folder, 'missing'))).toBeUndefined();
});
