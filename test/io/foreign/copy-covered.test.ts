import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CoveredFile } from '../../../src/core/toolchain/judgement.ts';
import { treeCopiers } from '../../../src/io/foreign/copy-covered.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld } from '../../support/test-world.ts';

const BIG = 'b'.repeat(2_500_000);

function coveredIn(tree: string, paths: readonly string[]): readonly CoveredFile[] {
  return paths.map((path) => ({
    path,
    sha256: createHash('sha256')
      .update(readFileSync(join(tree, path)))
      .digest('hex'),
  }));
}

it('a copy has the covered files alone, closed until it is sealed, with the modes of the release', async () => {
  await using world = await testWorld();
  const [from, into] = [join(world.folder, 'go'), join(world.folder, 'stage')];
  layGoTree(from, '1.22.5', { files: { 'src/big.txt': BIG, 'bin/stringer': 'mine' } });
  mkdirSync(into);
  const files = coveredIn(from, ['VERSION', 'bin/go', 'src/big.txt', 'pkg/tool/linux_amd64/compile']);
  await using copiers = treeCopiers(world.signal);
  const copy = await copiers.copy({ from, into, files });
  const mode = (path: string): number => statSync(join(into, 'go', path)).mode & 0o777;
  expect([mode('bin/go'), mode('bin'), copy.versionFile]).toEqual([0o644, 0o700, 'go1.22.5\n']);
  await copy.seal();
  expect([mode('bin/go'), mode('src/big.txt'), mode('bin')]).toEqual([0o755, 0o644, 0o755]);
  expect(readFileSync(join(into, 'go/src/big.txt'), 'utf8')).toBe(BIG);
  expect(() => statSync(join(into, 'go/bin/stringer'))).toThrow('ENOENT');
});

it.each([
  ['another content', (path: string) => writeFileSync(path, 'evil')],
  ['no file', (path: string) => rmSync(path)],
  ['a link', (path: string) => (rmSync(path), symlinkSync('/etc/passwd', path))],
])('a copy of a tree that changes after it was judged fails and names the file: %s', async (_, change) => {
  await using world = await testWorld();
  const [from, into] = [join(world.folder, 'go'), join(world.folder, 'stage')];
  layGoTree(from, '1.22.5');
  mkdirSync(into);
  const files = coveredIn(from, ['VERSION', 'src/runtime/proc.go']);
  const path = join(from, 'src/runtime/proc.go');
  change(path);
  await using copiers = treeCopiers(world.signal);
  await expect(copiers.copy({ from, into, files })).rejects.toMatchObject({ code: 'tree-changed', path });
});

it('a copy ends with an interruption, and with the failure of the disk at what lies in its way', async () => {
  await using world = await testWorld();
  const [from, into] = [join(world.folder, 'go'), join(world.folder, 'stage')];
  layGoTree(from, '1.22.5');
  mkdirSync(into);
  const files = coveredIn(from, ['VERSION', 'src/runtime/proc.go']);
  world.controller.abort();
  await using copiers = treeCopiers(world.signal);
  await expect(copiers.copy({ from, into, files })).rejects.toMatchObject({ code: 'interrupted' });
  await using others = treeCopiers(new AbortController().signal);
  const twice = [...files, ...files];
  await expect(others.copy({ from, into: mkdtempSync(`${into}-`), files: twice })).rejects.toMatchObject({
    code: 'disk',
  });
});

it('a thread that was still copying a tree that failed answers for no file of the next one', async () => {
  await using world = await testWorld();
  const [first, second] = [join(world.folder, 'go1'), join(world.folder, 'go2')];
  layGoTree(first, '1.22.5', { files: { 'bin/slow': BIG.repeat(20) } });
  layGoTree(second, '1.22.5', { files: { 'bin/slow': 'quick' } });
  const paths = ['bin/go', 'bin/slow'];
  const [bad, good] = [coveredIn(first, paths), coveredIn(second, paths)];
  writeFileSync(join(first, 'bin/go'), 'changed');
  writeFileSync(join(second, 'bin/slow'), 'evil');
  await using copiers = treeCopiers(world.signal);
  for (const [from, files] of [
    [first, bad],
    [second, good],
  ] as const)
    await expect(
      copiers.copy({ from, into: mkdtempSync(join(world.folder, 'stage-')), files }),
    ).rejects.toMatchObject({ code: 'tree-changed', path: expect.stringContaining(from) });
});
