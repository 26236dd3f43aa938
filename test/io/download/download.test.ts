import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { download } from '../../../src/io/download/download.ts';
import { openHttp } from '../../../src/io/http/http.ts';
import { failureOf } from '../../support/failure.ts';
import { startDownloads } from '../../support/release-downloads.ts';
import { limitsFor } from '../../support/release-limits.ts';
import { firstly } from '../../support/release-modes.ts';
import { sampleRelease, SAMPLE, SAMPLE_NAME, sampleArchive, sha256 } from '../../support/release-samples.ts';

describe('a download', () => {
  it('lands under its final name, measured, with a descriptor on the very bytes', async () => {
    await using on = await startDownloads();
    const done = await on.download();
    expect(await readFile(on.destination)).toEqual(SAMPLE);
    expect(done.measured).toMatchObject({ name: SAMPLE_NAME, size: SAMPLE.length, sha256: sha256(SAMPLE) });
    expect(await done.handle.readFile()).toEqual(SAMPLE);
    expect(done.stats).toMatchObject({ bytes: SAMPLE.length, resumedBytes: 0, retries: 0 });
    expect(done.stats.url).toBe(on.url);
    expect(await readdir(dirname(on.destination))).toEqual([SAMPLE_NAME]);
    expect((await stat(on.destination)).mode & 0o777).toBe(0o600);
    await done.handle.close();
  });

  it('gives the digest of the bytes and a suffix, in every algorithm and as often as asked', async () => {
    await using on = await startDownloads();
    const done = await on.download();
    const suffix = Buffer.from('trailer');
    for (const name of ['sha256', 'sha512', 'sha384', 'sha256'] as const) {
      const expected = createHash(name).update(SAMPLE).update(suffix).digest();
      expect(Buffer.from(await done.measured.digestWith(name, suffix)).equals(expected)).toBe(true);
    }
    await done.handle.close();
  });

  it('tells where it stands', async () => {
    await using on = await startDownloads();
    await (await on.download()).handle.close();
    expect(on.events[0]).toEqual({ kind: 'start', url: on.url, resumed: 0, total: SAMPLE.length });
    expect(on.events.at(-1)).toEqual({ kind: 'bytes', received: SAMPLE.length, total: SAMPLE.length });
  });

  it('takes a chunked answer without a length', async () => {
    await using on = await startDownloads();
    on.server.set(SAMPLE_NAME, { kind: 'chunked' });
    const done = await on.download({ expectedSize: undefined });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('takes slow bytes', async () => {
    await using on = await startDownloads();
    on.server.set(SAMPLE_NAME, { kind: 'slow', bytes: 20_000, everyMs: 2 });
    const done = await on.download();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('follows a redirect to another host', async () => {
    await using on = await startDownloads();
    await using other = await startDownloads();
    on.server.set(SAMPLE_NAME, { kind: 'redirect', to: other.url });
    const done = await on.download();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });
});

describe('sources', () => {
  it.each([
    { kind: 'status', status: 404 },
    { kind: 'status', status: 403 },
    { kind: 'status', status: 500 },
    { kind: 'page' },
    { kind: 'truncated', after: 1000 },
    { kind: 'stall', after: 1000 },
    { kind: 'redirect', to: '/dl/go1.22.5.linux-amd64.tar.gz' },
  ] as const)('are tried in turn after $kind $status', async (mode) => {
    await using on = await startDownloads(undefined, limitsFor(mode));
    on.server.set(`/mirror/${SAMPLE_NAME}`, mode);
    if (mode.kind === 'redirect')
      on.server.set(`/mirror/${SAMPLE_NAME}`, { ...mode, to: `/mirror/${SAMPLE_NAME}` });
    const done = await on.download({ urls: [`${on.server.origin}/mirror/${SAMPLE_NAME}`, on.url] });
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(done.stats.url).toBe(on.url);
    expect(on.events.filter(({ kind }) => kind === 'next-source')).toHaveLength(1);
    await done.handle.close();
  });

  // 416 is for the rest of a file, and none was asked for.
  it.each([404, 416])(
    'are exhausted with the last failure, a %d at once and never retried',
    async (status) => {
      await using on = await startDownloads();
      on.server.set('*', { kind: 'status', status });
      const failure = await failureOf(on.download());
      expect(failure.code).toBe('http-status');
      expect(failure.message).toBe(`HTTP ${status} for ${on.url}`);
      expect(on.server.requests).toHaveLength(1);
      expect(await readdir(dirname(on.destination))).toEqual([]);
    },
  );

  it('never show their credentials', async () => {
    await using on = await startDownloads();
    const url = `${on.url.replace('//', '//me:secret@')}?token=secret`;
    const done = await on.download({ urls: [url] });
    expect(JSON.stringify([done.stats, on.events])).not.toContain('secret');
    await done.handle.close();
    on.server.set('*', { kind: 'status', status: 404 });
    const failure = await failureOf(on.download({ urls: [url], destination: `${on.destination}2` }));
    expect(failure.code).toBe('http-status');
    expect(failure.message + failure.hint).not.toContain('secret');
  });
});

describe('retries', () => {
  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, headers: { 'retry-after': '1' } },
    { kind: 'status', status: 429, headers: { 'retry-after': 'Wed, 01 Jan 2031 00:00:00 GMT' } },
    { kind: 'truncated', after: 100_000 },
    { kind: 'stall', after: 100_000 },
  ] as const)('bring the file after $kind $status, within the bound on waiting', async (mode) => {
    await using on = await startDownloads(undefined, limitsFor(mode));
    on.server.set(SAMPLE_NAME, firstly(2, mode));
    const done = await on.download();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    expect(done.stats.retries).toBe(2);
    const waits = on.events.flatMap((event) => (event.kind === 'retry' ? [event.waitMs] : []));
    expect(waits).toHaveLength(2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(4);
    await done.handle.close();
  });

  it('end after so many attempts', async () => {
    await using on = await startDownloads();
    on.server.set('*', { kind: 'status', status: 502 });
    const failure = await failureOf(on.download());
    expect(failure.code).toBe('http-status');
    expect(failure.message).toBe(`HTTP 502 for ${on.url}`);
    expect(on.server.requests).toHaveLength(LIMITS.attempts);
  });
});

describe('what is no archive', () => {
  it('is named when it is a page with 200', async () => {
    await using on = await startDownloads();
    on.server.set('*', { kind: 'page' });
    const failure = await failureOf(on.download());
    expect(failure.code).toBe('not-an-archive');
    expect(failure.message).toContain('sign-in page of the network');
    expect(await readdir(dirname(on.destination))).toEqual([]);
  });

  it.each([
    ['a page that claims to be gzip', Buffer.from('<html><body>no</body></html>')],
    ['text', Buffer.from('not found')],
    ['nothing', Buffer.alloc(0)],
  ])('is named when it is %s', async (_what, bytes) => {
    await using on = await startDownloads();
    on.server.set('*', { kind: 'instead', bytes, type: 'application/x-gzip' });
    const failure = await failureOf(on.download());
    expect(failure.code).toBe('not-an-archive');
    expect(await readdir(dirname(on.destination))).toEqual([]);
  });
});

describe('a file of another length', () => {
  it('is refused before it is fetched when it is announced, and no other source is asked', async () => {
    const bytes = sampleArchive('other', 500_000);
    await using on = await startDownloads();
    on.server.set('*', { kind: 'instead', bytes });
    const failure = await failureOf(
      on.download({ urls: [on.url, `${on.server.origin}/second/${SAMPLE_NAME}`] }),
    );
    expect(failure.code).toBe('size-wrong');
    expect(failure.message).toContain(String(bytes.length));
    expect(failure.message).toContain(String(SAMPLE.length));
    expect(on.server.requests).toHaveLength(1);
    expect(await readdir(dirname(on.destination))).toEqual([]);
  });

  it('is refused when it arrives without being announced, and where no size is known above the cap', async () => {
    await using on = await startDownloads([sampleRelease('1.22.5', sampleArchive('long', 400_000))]);
    on.server.set('*', { kind: 'chunked' });
    expect((await failureOf(on.download())).code).toBe('size-wrong');
    const capped = { expectedSize: undefined, maxBytes: 350_000 };
    expect((await failureOf(on.download(capped))).code).toBe('size-wrong');
    expect(await readdir(dirname(on.destination))).toEqual([]);
  });

  it('that is shorter than the index says, without being announced, is fetched again and then fails', async () => {
    await using on = await startDownloads([sampleRelease('1.22.5', sampleArchive('short', 200_000))]);
    on.server.set('*', { kind: 'chunked' });
    expect((await failureOf(on.download())).code).toBe('network');
  });
});

describe('an interruption', () => {
  it('ends a download and leaves what can be resumed', async () => {
    await using on = await startDownloads();
    on.server.set(SAMPLE_NAME, { kind: 'stall', after: 100_000 });
    const failure = await failureOf(
      download(openHttp(on.world), on.world, {
        ...on.request(),
        emit: (event) => {
          if (event.kind === 'bytes' && event.received >= 100_000) on.world.controller.abort();
        },
      }),
    );
    expect(failure.code).toBe('interrupted');
    expect((await stat(`${on.destination}.part`)).size).toBe(100_000);
  });
});
