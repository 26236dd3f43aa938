import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyCarried, openCarried } from '../../../src/io/download/carried.ts';
import { failureOf } from '../../support/failure.ts';
import { testWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

/** A file that no account may read, root neither. */
const WRITE_ONLY = '/proc/sys/vm/compact_memory';

describe('a file that the user brought', () => {
  it('is measured, and copied with its mode closed to others', async () => {
    await using world = await testWorld();
    const [path, copy] = [join(world.folder, 'a.zip'), join(world.folder, 'cache', 'b.zip')];
    await writeFile(path, 'bytes');
    const opened = await openCarried(path);
    const copied = await copyCarried(path, copy);
    expect(copied.measured).toMatchObject({ name: 'a.zip', size: 5, sha256: opened.measured.sha256 });
    expect((await copied.handle.stat()).mode & 0o777).toBe(0o600);
    await opened.handle.close();
    await copied.handle.close();
  });

  unless(existsSync(WRITE_ONLY) ? undefined : `this system has no ${WRITE_ONLY}`)(
    'and that gv may not read is not said to be one that it may not write',
    async () => {
      await using world = await testWorld();
      const copy = join(world.folder, 'cache', 'b.zip');
      const expected = { code: 'permission', message: `not allowed to read ${WRITE_ONLY}` };
      expect(await failureOf(openCarried(WRITE_ONLY))).toMatchObject(expected);
      expect(await failureOf(copyCarried(WRITE_ONLY, copy))).toMatchObject(expected);
      expect(await readdir(world.folder)).not.toContain('cache');
    },
  );
});
