import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programEnv, programOnPath } from '../../../src/io/host/search-path.ts';
import { runInstaller } from '../../../src/io/own/installer.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

async function program(path: string, mode = 0o755): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, mode);
  return path;
}

const found = (world: TestWorld, PATH: string): string | undefined =>
  programOnPath({ env: { PATH } }, 'tool')?.replace(world.folder, '');

describe('a program by its name', () => {
  it('comes from the first absolute directory of PATH that has it, whatever lies before in relative ones', async () => {
    await using world = await testWorld();
    const at = (name: string): string => join(world.folder, name);
    for (const name of ['a', 'b']) await program(join(at(name), 'tool'));
    await program(join(at('dull'), 'tool'), 0o644);
    await mkdir(join(at('directory'), 'tool'), { recursive: true });
    await mkdir(at('links'));
    await symlink(join(at('b'), 'tool'), join(at('links'), 'tool'));
    expect(found(world, `${at('a')}:${at('b')}`)).toBe('/a/tool');
    expect(found(world, `${at('nowhere')}:${at('dull')}:${at('directory')}:${at('b')}`)).toBe('/b/tool');
    expect(found(world, `.::a:./a:../a:${at('links')}`)).toBe('/links/tool');
    for (const path of ['', '.', ':', 'a', at('nowhere')]) expect(found(world, path)).toBeUndefined();
    expect(programOnPath({ env: {} }, 'tool')).toBeUndefined();
  });

  it('hands on a PATH of absolute directories, and never an empty one', async () => {
    expect(programEnv({ A: 'b', PATH: '.:/x::/y:z:' })).toEqual({ A: 'b', PATH: '/x:/y' });
    for (const PATH of ['', '.', ':', undefined]) expect(programEnv({ PATH })['PATH']).toBe('/usr/bin:/bin');
    await using world = await testWorld({ env: { PATH: '.:/usr/bin::/bin' } });
    const script = join(world.folder, 'install.sh');
    await writeFile(script, 'echo "$PATH" "$(pwd)"\n');
    expect(await runInstaller(world, script, [])).toBe('/usr/bin:/bin /\n');
  });
});
