import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { parseVersion } from '../../../src/core/version.ts';
import { noteUnreachable, officialHosts } from '../../../src/io/cache/reachability.ts';
import { writeRemoteVersions } from '../../../src/io/cache/remote-versions.ts';
import { cacheFile, writeFileAtomic } from '../../../src/io/disk/write.ts';
import { keepSeenReleases } from '../../../src/io/store/seen-releases-writer.ts';
import { keepAnswer } from '../../../src/jobs/log/keep-answer.ts';
import type { Run } from '../../../src/world.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { runIn, testWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

/** Runs some work with a root on a file system without one free block. */
async function onFullDisk(work: (run: Run, events: readonly JobEvent[]) => Promise<void>): Promise<void> {
  await using world = await testWorld();
  const { root } = world.layout;
  mkdirSync(root, { recursive: true });
  using _ = mounted(['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root]);
  for (const name of ['cache', 'trust', 'locks']) mkdirSync(join(root, name));
  const { bsize, bavail } = statfsSync(root);
  writeFileSync(join(root, 'fill'), Buffer.alloc(bsize * bavail));
  const events: JobEvent[] = [];
  await work({ ...runIn(world), emit: (event) => void events.push(event) }, events);
}

const VERSIONS = [parseVersion('1.22.5')].filter((version) => version !== undefined);

describe('on a full disk', () => {
  unless(NO_MOUNT)('what only makes the next run quicker is not kept, and nothing fails', () =>
    onFullDisk(async (run) => {
      await noteUnreachable(run, officialHosts(run));
      await writeRemoteVersions(run.layout, VERSIONS);
      expect(await readFile(run.layout.unreachable).catch(() => 'none')).toBe('none');
    }),
  );

  unless(NO_MOUNT)('a proof holds whose answer cannot be kept, and that is told', () =>
    onFullDisk(async (run, events) => {
      const path = join(run.layout.root, 'trust', 'record.json');
      await keepAnswer(run, path, () => writeFileAtomic(path, 'x'.repeat(5000)));
      const text = `an answer of the checksum database is not kept: no space left for ${path}`;
      expect(events).toEqual([{ type: 'warning', text }]);
    }),
  );

  unless(NO_MOUNT)('what a later proof needs is a failure', () =>
    onFullDisk(async (run) => {
      await expect(keepSeenReleases(run, 'official', VERSIONS)).rejects.toMatchObject({ exit: 6 });
    }),
  );
});

it('a cache below a file that is no directory is no cache, and no failure', async () => {
  await using world = await testWorld();
  writeFileSync(join(world.folder, 'file'), '');
  await expect(cacheFile(join(world.folder, 'file', 'x'), 'text')).resolves.toBeUndefined();
});
