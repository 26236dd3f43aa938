import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptProvenances } from '../../../src/io/store/provenance-cache.ts';
import { installedToolchains } from '../../../src/io/store/toolchains.ts';
import { rehash } from '../../../src/jobs/installed/rehash.ts';
import { uninstall } from '../../../src/jobs/installed/uninstall.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

async function lay({ layout }: TestWorld, name: string): Promise<void> {
  const go = join(layout.toolchain(name), 'bin', 'go');
  for (const path of [go, layout.receipt(name), layout.manifest(name)]) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '', { mode: 0o755 });
  }
}

function removals({ layout }: TestWorld, ...names: readonly string[]) {
  return installedToolchains(layout)
    .filter(({ version }) => names.includes(version.name))
    .map((toolchain) => ({ toolchain, usedBy: undefined }));
}

describe('removing several toolchains', () => {
  it('takes their links, trees and records, and leaves the others', async () => {
    await using world = await testWorld();
    const { layout } = world;
    for (const name of ['1.20.1', '1.20.2', '1.21.1', '1.22.5']) await lay(world, name);
    const run = runIn(world);
    await rehash(run);
    await uninstall(run, removals(world, '1.20.1', '1.20.2', '1.21.1'), { force: false });
    expect(await readdir(layout.shims)).toEqual(['go', 'go1.22.5', 'gofmt']);
    expect(await readdir(layout.aliases)).toEqual(['1', '1.22', 'latest', 'stable']);
    expect(await readdir(layout.versions)).toEqual(['1.22.5']);
    expect(await readdir(layout.receipts)).toEqual(['1.22.5.json', '1.22.5.sha256']);
    expect(keptProvenances(layout)).toBe('1.22.5 unknown tar:-\n');
  });

  it('gives those that stay their links again when a tree cannot be moved', async () => {
    await using world = await testWorld();
    const { layout } = world;
    for (const name of ['1.20.1', '1.21.1', '1.22.5']) await lay(world, name);
    const run = runIn(world);
    await rehash(run);
    const planned = removals(world, '1.20.1', '1.21.1');
    // A file in the place of staging/ lets no tree leave.
    await writeFile(layout.staging, '');
    await expect(uninstall(run, planned, { force: false })).rejects.toMatchObject({ name: 'GvError' });
    expect(await readdir(layout.shims)).toEqual(['go', 'go1.20.1', 'go1.21.1', 'go1.22.5', 'gofmt']);
    expect(await readlink(join(layout.shims, 'go1.21.1'))).toBe('../versions/1.21.1/bin/go');
  });

  it('finds none installed where another gv was quicker', async () => {
    await using world = await testWorld();
    for (const name of ['1.20.1', '1.22.5']) await lay(world, name);
    const run = runIn(world);
    const planned = removals(world, '1.20.1');
    await uninstall(run, planned, { force: false });
    await expect(uninstall(run, planned, { force: false })).rejects.toMatchObject({
      code: 'no-release',
      message: 'go 1.20.1 is not installed',
    });
    expect(await readdir(world.layout.aliases)).toEqual(['1', '1.22', 'latest', 'stable']);
  });
});
