import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../support/failure.ts';
import { startDownloads, type Downloads } from '../../support/release-downloads.ts';
import { IMPATIENT } from '../../support/release-limits.ts';
import { firstly, type Mode } from '../../support/release-modes.ts';
import { SAMPLE, SAMPLE_NAME, sampleArchive, sha256 } from '../../support/release-samples.ts';
import { testWorld } from '../../support/test-world.ts';

const HALF = 150_000;

/** Leaves half of the file behind, as a run that was cut off does. */
async function interrupted(on: Downloads, mode: Mode = { kind: 'truncated', after: HALF }): Promise<void> {
  on.server.set(SAMPLE_NAME, {
    kind: 'sequence',
    modes: [mode, { kind: 'status', status: 404 }],
  });
  expect((await failureOf(on.download())).code).toBe('http-status');
  expect((await stat(`${on.destination}.part`)).size).toBe(HALF);
}

function lastRequest(on: Downloads): Readonly<Record<string, string | undefined>> {
  return on.server.requests.at(-1)?.headers ?? {};
}

describe('an interrupted download', () => {
  it('goes on where it stopped, and measures the whole', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    on.server.set(SAMPLE_NAME, { kind: 'good' });
    const done = await on.download();
    expect(lastRequest(on)['range']).toBe(`bytes=${HALF}-`);
    expect(lastRequest(on)['if-range']).toMatch(/^"[0-9a-f]{16}"$/);
    expect(done.stats).toMatchObject({ bytes: SAMPLE.length - HALF, resumedBytes: HALF, retries: 0 });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(await readFile(on.destination)).toEqual(SAMPLE);
    await done.handle.close();
  });

  it('goes on within one run as well', async () => {
    await using on = await startDownloads(undefined, IMPATIENT);
    on.server.set(SAMPLE_NAME, {
      kind: 'sequence',
      modes: [{ kind: 'truncated', after: HALF }, { kind: 'stall', after: 50_000 }, { kind: 'good' }],
    });
    const done = await on.download();
    expect(on.server.requests.map(({ headers }) => headers['range'])).toEqual([
      undefined,
      `bytes=${HALF}-`,
      `bytes=${HALF + 50_000}-`,
    ]);
    expect(done.stats).toMatchObject({ bytes: SAMPLE.length, resumedBytes: 0, retries: 2 });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('starts again where the server ignores ranges', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    on.server.set(SAMPLE_NAME, { kind: 'no-ranges' });
    const done = await on.download();
    expect(lastRequest(on)['range']).toBe(`bytes=${HALF}-`);
    expect(done.stats).toMatchObject({ bytes: SAMPLE.length, resumedBytes: 0 });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('starts again where the file has changed since', async () => {
    await using on = await startDownloads();
    await interrupted(on, { kind: 'truncated', after: HALF });
    on.server.set(SAMPLE_NAME, { kind: 'changed-etag' });
    const done = await on.download();
    expect(done.stats).toMatchObject({ bytes: SAMPLE.length, resumedBytes: 0 });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('starts again where the server sends another range than asked', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    on.server.set(SAMPLE_NAME, { kind: 'wrong-range' });
    const done = await on.download();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(done.stats.retries).toBe(1);
    await done.handle.close();
  });

  it('starts again after 416', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    on.server.set(SAMPLE_NAME, {
      kind: 'sequence',
      modes: [{ kind: 'status', status: 416 }, { kind: 'good' }],
    });
    const done = await on.download();
    expect(lastRequest(on)['range']).toBeUndefined();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('is never continued from another source, nor without a validator', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    const other = `${on.server.origin}/mirror/${SAMPLE_NAME}`;
    on.server.set(SAMPLE_NAME, { kind: 'good' });
    await (await on.download({ urls: [other] })).handle.close();
    expect(lastRequest(on)['range']).toBeUndefined();

    await using bare = await startDownloads();
    bare.server.set(SAMPLE_NAME, {
      kind: 'sequence',
      modes: [
        { kind: 'truncated', after: HALF },
        { kind: 'status', status: 404 },
      ],
    });
    await interrupted(bare);
    await writeFile(`${bare.destination}.part.json`, '{"url":1}');
    bare.server.set(SAMPLE_NAME, { kind: 'no-validators' });
    await (await bare.download()).handle.close();
    expect(lastRequest(bare)['range']).toBeUndefined();
  });

  it('that was complete but not yet renamed needs no request', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    await writeFile(`${on.destination}.part`, SAMPLE);
    const before = on.server.requests.length;
    const done = await on.download();
    expect(on.server.requests).toHaveLength(before);
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(done.stats.resumedBytes).toBe(SAMPLE.length);
    await done.handle.close();
  });

  it('whose first half was tampered with is fetched once more in one piece', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    await writeFile(`${on.destination}.part`, sampleArchive('foreign', HALF));
    on.server.set(SAMPLE_NAME, { kind: 'good' });
    const done = await on.download({ expectedSha256: sha256(SAMPLE) });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(done.stats.resumedBytes).toBe(0);
    await done.handle.close();
  });

  it('that gets longer than the file is fetched once more in one piece, and is no other file', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    on.server.set(SAMPLE_NAME, { kind: 'long-range' });
    const done = await on.download();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(on.server.requests.slice(-2).map(({ headers }) => headers['range'])).toEqual([
      `bytes=${HALF}-`,
      undefined,
    ]);
    await done.handle.close();
  });

  it('that nothing can resume leaves nothing behind', async () => {
    await using on = await startDownloads();
    on.server.set(SAMPLE_NAME, { kind: 'no-validators' });
    const stop = new AbortController();
    const emit = ({ kind }: { readonly kind: string }): void => void (kind === 'bytes' && stop.abort());
    expect((await failureOf(on.download({ signal: stop.signal, emit }))).hint).toBeUndefined();
    expect(await readdir(on.world.layout.cache)).toEqual([]);
  });

  it('whose server lies each time is given to the proofs after one more try', async () => {
    await using on = await startDownloads();
    await interrupted(on);
    on.server.set(SAMPLE_NAME, { kind: 'lying-bytes', at: 200_000 });
    const done = await on.download({ expectedSha256: sha256(SAMPLE) });
    expect(done.measured.sha256).not.toBe(sha256(SAMPLE));
    expect(done.measured.size).toBe(SAMPLE.length);
    await done.handle.close();
  });

  it('of a big file on disk goes on as well', async () => {
    await using folder = await testWorld();
    const big = sampleArchive('big', 24_000_000);
    const path = join(folder.folder, 'big');
    await writeFile(path, big);
    const file = { fileName: SAMPLE_NAME, os: 'linux', arch: 'amd64', path };
    await using on = await startDownloads([{ version: '1.22.5', files: [file] }]);
    on.server.set(SAMPLE_NAME, firstly(1, { kind: 'truncated', after: 13_000_001 }));
    const done = await on.download({ expectedSize: big.length, maxBytes: 512 * 1024 * 1024 });
    expect(done.measured).toMatchObject({ size: big.length, sha256: sha256(big) });
    expect(sha256(await readFile(on.destination))).toBe(sha256(big));
    // The reader waits for the disk, so the cut may take bytes along that had not been written: no byte is fetched twice all the same.
    const [, again] = on.events.filter(({ kind }) => kind === 'start');
    const kept = again?.kind === 'start' ? again.resumed : 0;
    expect(kept).toBeGreaterThan(0);
    expect(on.server.requests.map(({ headers }) => headers['range'])).toEqual([undefined, `bytes=${kept}-`]);
    expect(done.stats).toMatchObject({ bytes: big.length, resumedBytes: 0, retries: 1 });
    await done.handle.close();
  });
});
