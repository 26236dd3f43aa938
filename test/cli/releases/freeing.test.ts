import { existsSync, mkdirSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { installedBoxes } from '../../support/filled-once.ts';
import { call, mounted, NO_MOUNT } from '../../support/mounts.ts';
import { unless } from '../../support/unless.ts';

const filled = await installedBoxes('1.22.5', '1.22.4');

/** Fills the file system of a directory to the last byte. */
function fill(directory: string): void {
  const { bsize, bavail } = statfsSync(directory);
  writeFileSync(join(directory, 'filler'), Buffer.alloc(bsize * bavail));
}

describe('on a full disk', () => {
  unless(NO_MOUNT)('prune and uninstall free space', async () => {
    await using box = await filled();
    const root = `${box.root}-full`;
    mkdirSync(root);
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', root]);
    call('cp', '-a', `${box.root}/.`, root);
    const env = { GV_ROOT: root };
    const part = join(root, 'cache', 'go1.21.0.linux-amd64.tar.gz.part');
    writeFileSync(part, Buffer.alloc(500_000));
    mkdirSync(join(root, 'staging', '1.22.5+gone-1-1'), { recursive: true });
    fill(root);
    expect(await box.gv(['verify', '--all', '--offline'], { env })).toMatchObject({ code: 0 });
    expect(await box.gv(['uninstall', '--force', '-y', '1.22.5'], { env })).toMatchObject({ code: 0 });
    expect(readdirSync(join(root, 'versions'))).toEqual(['1.22.4']);
    fill(join(root, 'cache'));
    expect(await box.gv(['prune', '-y'], { env })).toMatchObject({ code: 0 });
    expect(existsSync(part)).toBe(false);
  });

  unless(NO_MOUNT)('the aliases alone keep no toolchain, and are told', async () => {
    await using box = await filled();
    const aliases = join(box.root, 'aliases');
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', aliases]);
    fill(aliases);
    const ran = await box.gv(['uninstall', '--force', '1.22.4']);
    expect(ran).toMatchObject({
      code: 6,
      stderr: expect.stringContaining(`go 1.22.4 is uninstalled, but no space left for ${aliases}`),
    });
    expect(readdirSync(join(box.root, 'versions'))).toEqual(['1.22.5']);
  });

  unless(NO_MOUNT)('a memo that cannot be written is no failure', async () => {
    await using box = await filled();
    const cache = join(box.root, 'cache');
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', cache]);
    fill(cache);
    expect(await box.gv(['uninstall', '--force', '1.22.4'])).toMatchObject({ code: 0 });
  });
});
