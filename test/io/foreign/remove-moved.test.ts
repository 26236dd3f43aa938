import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { CoveredFile } from '../../../src/core/toolchain/judgement.ts';
import { removeMoved } from '../../../src/io/foreign/remove-moved.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld } from '../../support/test-world.ts';

const FILES = ['VERSION', 'bin/go', 'src/go.mod', 'src/runtime/proc.go', 'pkg/tool/linux_amd64/compile'];

/** The files of a tree that is laid at the path, as they were copied. */
function laid(path: string): readonly CoveredFile[] {
  layGoTree(path, '1.22.5');
  writeFileSync(join(path, 'src/go.mod'), 'module std\n');
  return FILES.map((name) => ({
    path: name,
    sha256: createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex'),
  }));
}

it.each([
  ['as it was copied', () => undefined, true],
  [
    'with api, which no proof covers',
    (tree: string) => (mkdirSync(join(tree, 'api')), writeFileSync(join(tree, 'api/x'), '')),
    true,
  ],
  [
    'with the _go.mod from which the go command copied go.mod',
    (tree: string) => writeFileSync(join(tree, 'src/_go.mod'), 'module std\n'),
    true,
  ],
  [
    'with a _go.mod that says something else than go.mod',
    (tree: string) => writeFileSync(join(tree, 'src/_go.mod'), 'module other\n'),
    false,
  ],
  [
    'with a _go.mod of its own',
    (tree: string) => writeFileSync(join(tree, 'bin/_go.mod'), 'module std\n'),
    false,
  ],
  ['with a file that was edited since', (tree: string) => appendFileSync(join(tree, 'VERSION'), '//'), false],
  ['with a program that came since', (tree: string) => writeFileSync(join(tree, 'bin/gopls'), ''), false],
  ['with a link that came since', (tree: string) => symlinkSync('/etc/passwd', join(tree, 'bin/x')), false],
])('a moved tree %s', async (_, change, isGone) => {
  await using world = await testWorld();
  const path = join(world.folder, 'versions/1.22.5');
  const files = laid(path);
  change(path);
  expect(await removeMoved({ path, files, signal: world.signal })).toEqual({
    kind: isGone ? 'gone' : 'more',
  });
  expect(readdirSync(join(world.folder, 'versions'))).toEqual(isGone ? [] : ['1.22.5']);
  expect(existsSync(join(path, 'bin/go'))).toBe(!isGone);
});

it.each([
  ['golang/1.22.5/go', 'golang/x', 'golang'],
  ['golang/1.20/go', 'golang/x', 'golang'],
  ['golang/1.22.5/go', 'golang/1.22.5/packages/x', 'golang/1.22.5/packages'],
  ['mine/go', 'x', 'mine'],
  ['versions/1.22.5', 'x', 'versions'],
])('a move of %s beside %s leaves %s', async (name, other, left) => {
  await using world = await testWorld();
  const [path, beside] = [join(world.folder, name), join(world.folder, other)];
  mkdirSync(dirname(beside), { recursive: true });
  writeFileSync(beside, '');
  expect(await removeMoved({ path, files: laid(path), signal: world.signal })).toEqual({ kind: 'gone' });
  expect([existsSync(join(world.folder, left)), existsSync(dirname(path))]).toEqual([
    true,
    join(world.folder, left).startsWith(dirname(path)),
  ]);
});
