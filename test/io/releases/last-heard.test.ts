import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../../src/core/version.ts';
import { keepHeard, lastHeard } from '../../../src/jobs/releases/last-heard.ts';
import { REMOTE } from '../../support/screen-state.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';

async function write({ layout }: TestWorld, text: string): Promise<void> {
  await mkdir(dirname(layout.heard), { recursive: true });
  await writeFile(layout.heard, text);
}

describe('what was heard last', () => {
  it('is what was kept, as far as a screen shows it', async () => {
    await using world = await testWorld();
    expect(lastHeard(world)).toBeUndefined();
    await keepHeard(world, REMOTE);
    const { lines, releases } = lastHeard(world) ?? { lines: [], releases: [] };
    expect(lines).toEqual(REMOTE.lines.map(({ line, state }) => ({ line, state })));
    expect(releases.map(({ version }) => version)).toEqual(REMOTE.releases.map(({ version }) => version));
    expect(releases[0]).toEqual({
      version: parseVersion('1.28rc1'),
      state: 'prerelease',
      from: ['official', 'proxy'],
      size: 78_700_000,
    });
  });

  it('is nothing for other servers or another platform', async () => {
    await using world = await testWorld();
    await keepHeard(world, REMOTE);
    expect(lastHeard({ ...world, env: { GV_DL_URL: 'https://mirror.test/dl' } })).toBeUndefined();
    expect(lastHeard({ ...world, platform: { os: 'darwin', arch: 'arm64' } })).toBeUndefined();
  });

  it('holds no credentials of an address', async () => {
    await using world = await testWorld({ env: { GV_DL_URL: 'https://me:secret@mirror.test/dl' } });
    await keepHeard(world, REMOTE);
    expect(await readFile(world.layout.heard, 'utf8')).not.toContain('secret');
    expect(lastHeard(world)?.releases).toHaveLength(REMOTE.releases.length);
  });

  it.each(['', '{', '[]', 'null', '{"of":7}', '\u0000'.repeat(100), 'x'.repeat(2 * 1024 * 1024)])(
    'is nothing in a file of garbage (%#)',
    async (text) => {
      await using world = await testWorld();
      await write(world, text);
      expect(lastHeard(world)).toBeUndefined();
    },
  );

  it('leaves out rows that make no sense', async () => {
    await using world = await testWorld();
    await keepHeard(world, { lines: [], releases: [] });
    const { of } = JSON.parse(await readFile(world.layout.heard, 'utf8')) as { readonly of: string };
    const good = { version: '1.27.3', state: 'supported', from: ['official'], size: null };
    const bad = [
      7,
      null,
      {},
      { ...good, version: '1.27.x' },
      { ...good, state: 'x' },
      { ...good, from: 'official' },
      { ...good, from: ['x'] },
    ];
    const sizes = [
      { ...good, size: -1 },
      { ...good, size: 1.5 },
      { ...good, size: '1' },
    ];
    const lines = [
      { line: 7, state: 'ended' },
      { line: '1.27', state: 'supported' },
    ];
    await write(world, JSON.stringify({ of, lines, releases: [...bad, good, ...sizes] }));
    const releases = [{ ...good, version: parseVersion('1.27.3') }];
    expect(lastHeard(world)).toEqual({ lines: [{ line: '1.27', state: 'supported' }], releases });
  });

  it('is not written again when nothing is new, and no failure where it cannot be', async () => {
    await using world = await testWorld();
    await keepHeard(world, REMOTE);
    const { ino } = await stat(world.layout.heard);
    await keepHeard(world, REMOTE);
    expect((await stat(world.layout.heard)).ino).toBe(ino);
    await using other = await testWorld();
    await mkdir(other.layout.heard, { recursive: true });
    await expect(keepHeard(other, REMOTE)).resolves.toBeUndefined();
  });
});
