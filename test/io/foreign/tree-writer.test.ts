import { chmodSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { treeWriter } from '../../../src/io/foreign/tree-writer.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld } from '../../support/test-world.ts';

it.each([
  ['a source', 'src/runtime/proc.go', 0o666],
  ['a directory', 'pkg/tool', 0o777],
  ['a directory that keeps what others put there', 'bin', 0o1777],
  ['the tree', '.', 0o777],
  ['the directory in which it lies', '..', 0o777],
  ['a directory further up', '../..', 0o777],
])('a tree in which %s may be written by everybody has other writers', async (_, name, mode) => {
  await using world = await testWorld();
  const tree = join(world.folder, 'a/b/go');
  layGoTree(tree, '1.22.5');
  for (const path of [dirname(dirname(tree)), dirname(tree), tree]) chmodSync(path, 0o755);
  expect(treeWriter(tree)).toBeUndefined();
  chmodSync(join(tree, name), mode);
  expect(treeWriter(tree)).toMatchObject({ who: 'everybody', path: join(tree, name) });
});

it('a tree behind a link has the writers of the place of the link too', async () => {
  await using world = await testWorld();
  const tree = join(world.folder, 'go');
  layGoTree(tree, '1.22.5');
  const link = join(world.folder, 'open/go');
  layGoTree(join(world.folder, 'open/x'), '1.22.5');
  symlinkSync(tree, link);
  chmodSync(dirname(link), 0o777);
  expect(treeWriter(link)).toMatchObject({ who: 'everybody', path: dirname(link) });
});
