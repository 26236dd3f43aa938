import { chmod, mkdir, open, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBehind } from '../../../src/io/disk/write-behind.ts';
import { failureOf } from '../../support/failure.ts';
import { startDownloads } from '../../support/release-downloads.ts';
import { SAMPLE, SAMPLE_NAME, sha256 } from '../../support/release-samples.ts';

describe('the cache', () => {
  it('serves a finished file without a request, measured again', async () => {
    await using on = await startDownloads();
    await (await on.download()).handle.close();
    const again = await on.download();
    expect(on.server.requests).toHaveLength(1);
    expect(again.measured.sha256).toBe(sha256(SAMPLE));
    expect(again.stats).toMatchObject({ bytes: 0, resumedBytes: SAMPLE.length, url: undefined });
    expect(await again.handle.readFile()).toEqual(SAMPLE);
    await again.handle.close();
  });

  it('is not believed when its file has other bytes than expected, or another length', async () => {
    await using on = await startDownloads();
    await mkdir(dirname(on.destination), { recursive: true });
    const poisoned = Buffer.from(SAMPLE);
    poisoned[1000] = (poisoned[1000] ?? 0) ^ 1;
    for (const [bytes, wish] of [
      [poisoned, { expectedSha256: sha256(SAMPLE) }],
      [SAMPLE.subarray(0, 1000), {}],
      [Buffer.alloc(0), { expectedSize: undefined }],
    ] as const) {
      await writeFile(on.destination, bytes);
      const done = await on.download(wish);
      expect(done.measured.sha256).toBe(sha256(SAMPLE));
      await done.handle.close();
    }
    expect(on.server.requests).toHaveLength(3);
  });

  it('never follows a link that lies where the file goes', async () => {
    await using on = await startDownloads();
    await mkdir(dirname(on.destination), { recursive: true });
    const victim = join(on.world.folder, 'victim');
    await writeFile(victim, 'mine');
    await symlink(victim, on.destination);
    await symlink(victim, `${on.destination}.part`);
    await (await on.download()).handle.close();
    expect(await readFile(victim, 'utf8')).toBe('mine');
    expect(await readFile(on.destination)).toEqual(SAMPLE);
  });

  it('names the path when a directory or a file is in the way', async () => {
    await using on = await startDownloads();
    await mkdir(`${on.destination}.part`, { recursive: true });
    const failure = await failureOf(on.download());
    expect(failure.code).toBe('disk');
    expect(failure.message).toContain(`${on.destination}.part`);
    await rename(`${on.destination}.part`, on.destination);
    const { message, hint } = await failureOf(on.download());
    expect(message).toBe(`${on.destination} is a directory`);
    expect(hint).toBe(`Move it away: mv ${on.destination} ${on.destination}.away`);
    expect(on.server.requests).toEqual([]);
    await writeFile(join(on.world.folder, 'file'), '');
    const blocked = join(on.world.folder, 'file', 'cache', SAMPLE_NAME);
    expect((await failureOf(on.download({ destination: blocked }))).exit).toBe(6);
  });

  it('names the path when it may not write there', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('the tests run as root, who may write anywhere');
    await using on = await startDownloads();
    await mkdir(dirname(on.destination), { recursive: true });
    await chmod(dirname(on.destination), 0o500);
    const failure = await failureOf(on.download());
    expect(failure.code).toBe('permission');
    expect(failure.message).toContain(dirname(on.destination));
    await chmod(dirname(on.destination), 0o700);
  });
});

describe('a full disk', () => {
  it('is told as such, with the path', async () => {
    await using on = await startDownloads();
    // Every write to this device fails with ENOSPC (full(4)); it stands in for the part's file system.
    await using full = await open('/dev/full', 'w');
    const output = writeBehind(full, { path: on.destination, position: 0 });
    await output.append(SAMPLE);
    const failure = await failureOf(output.flush());
    expect(failure.code).toBe('disk-full');
    expect(failure.message).toContain(on.destination);
    expect((await failureOf(output.flush())).code).toBe('disk-full');
  });
});
