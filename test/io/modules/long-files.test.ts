import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGoSettings } from '../../../src/io/go/go-settings.ts';
import { gorootVersion } from '../../../src/io/go/goroot.ts';
import { moduleFile } from '../../../src/io/go/module-files.ts';
import { pinIn } from '../../../src/io/here/pin-files.ts';
import { codeOf } from '../../support/code-of.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

/** A file of four gigabytes, which take no room, that begins with this text; gives its path. */
async function long(world: TestWorld, name: string, text: string): Promise<string> {
  const path = join(world.folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  await truncate(path, 4 * 1024 ** 3);
  return path;
}

describe('a file of four gigabytes is not read', () => {
  it.each(['go.mod', 'go.work'])('as %s: the command fails', async (name) => {
    await using world = await testWorld();
    await long(world, name, 'go 1.24\n');
    const search = { directory: world.folder, setting: () => '', temporary: '/tmp' };
    expect(await codeOf(() => moduleFile(search))).toBe('disk');
  });

  it('as the file of go env -w, VERSION or a pin: it says nothing', async () => {
    await using world = await testWorld();
    await long(world, '.config/go/env', 'GOPROXY=https://long.test\n');
    await long(world, 'VERSION', 'go1.22.5\n');
    await long(world, '.go-version', '1.22.5\n');
    expect(readGoSettings(world).from).toBe('default');
    expect(gorootVersion(world.folder)).toBeUndefined();
    expect(pinIn(world.folder)).toBeUndefined();
  });
});
