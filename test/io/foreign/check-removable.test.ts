import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkRemovable } from '../../../src/io/foreign/check-removable.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { testWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

/** The kernel refuses to change these files of one's own, as immutable ones. */
const FIXED = '/proc/self/attr';

it('a tree of one’s own passes', async () => {
  await using world = await testWorld();
  layGoTree(world.folder, '1.22.5');
  expect(() => checkRemovable(world.folder, world.folder)).not.toThrow();
});

unless(existsSync(FIXED) ? undefined : `${FIXED} is Linux's`)(
  'a tree with a file that cannot be changed is refused by the place where it lies for its owner',
  async () => {
    const check = async (): Promise<void> => {
      await Promise.resolve();
      checkRemovable(FIXED, "/h/o'brien/go");
    };
    await expect(check()).rejects.toMatchObject({
      code: 'permission',
      message: expect.stringMatching(/^\/h\/o'brien\/go\/\w+ cannot be removed, so its tree stays$/),
      hint: expect.stringMatching(/^chattr -i '.*; then, as gv has a copy: rm -r '\/h\/o'\\''brien\/go'$/),
    });
  },
);
