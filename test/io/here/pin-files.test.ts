import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pinHere } from '../../../src/io/here/pin-files.ts';
import { testWorld } from '../../support/test-world.ts';

describe('what a pin says, as the screen shows it', () => {
  it.each([
    ['1.22.5', '1.22.5'],
    ['1.22', '1.22'],
    ['latest', 'latest'],
    ['machine git password s3', 'a text of 23 characters'],
    ['4930217', 'a text of 7 characters'],
    ['4930', 'a text of 4 characters'],
  ])('a link to %j says %j', async (text, says) => {
    await using world = await testWorld();
    const secret = join(world.folder, 'secret');
    await writeFile(secret, `${text}\n`);
    await symlink(secret, join(world.cwd, '.go-version'));
    expect(pinHere(world).says).toBe(says);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['x'.repeat(24), 'x'.repeat(24)],
    ['x'.repeat(25), 'a text of 25 characters'],
  ])('a file with %j says %j', async (text, says) => {
    await using world = await testWorld();
    await writeFile(join(world.cwd, '.go-version'), `${text}\n`);
    expect(pinHere(world).says).toBe(says);
  });
});
