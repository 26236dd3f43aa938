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
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeMoved } from '../../../src/io/foreign/remove-moved.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld } from '../../support/test-world.ts';

const FILES = ['VERSION', 'bin/go', 'src/runtime/proc.go', 'pkg/tool/linux_amd64/compile'];

it.each([
  ['as it was copied', () => undefined, true],
  [
    'with api, which no proof covers',
    (tree: string) => (mkdirSync(join(tree, 'api')), writeFileSync(join(tree, 'api/x'), '')),
    true,
  ],
  ['with a file that was edited since', (tree: string) => appendFileSync(join(tree, 'VERSION'), '//'), false],
  ['with a program that came since', (tree: string) => writeFileSync(join(tree, 'bin/gopls'), ''), false],
  ['with a link that came since', (tree: string) => symlinkSync('/etc/passwd', join(tree, 'bin/x')), false],
])('a moved tree %s', async (_, change, isGone) => {
  await using world = await testWorld();
  const path = join(world.folder, 'versions/1.22.5');
  layGoTree(path, '1.22.5');
  const files = FILES.map((name) => ({
    path: name,
    sha256: createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex'),
  }));
  change(path);
  expect(await removeMoved({ path, files, signal: world.signal })).toBe(isGone);
  expect(readdirSync(join(world.folder, 'versions'))).toEqual(isGone ? [] : ['1.22.5']);
  expect(existsSync(join(path, 'bin/go'))).toBe(!isGone);
});
