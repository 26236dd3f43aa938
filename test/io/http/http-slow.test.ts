import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import type { GvError } from '../../../src/errors.ts';
import { fetchSmall, type SmallAnswer } from '../../../src/io/http/fetch-small.ts';
import { type GetOptions, type Http, openHttp } from '../../../src/io/http/http.ts';
import type { NetworkLimits } from '../../../src/io/http/network-limits.ts';
import { failureOf } from '../../support/failure.ts';
import { type Drip, startDripServer, startRawServer } from '../../support/raw-server.ts';
import { startDownloads } from '../../support/release-downloads.ts';
import { QUICK } from '../../support/release-limits.ts';
import { SAMPLE, SAMPLE_NAME, sampleRelease, sha256 } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { testWorld } from '../../support/test-world.ts';

const BYTES: GetOptions = { purpose: 'bytes', maxBytes: 1_000_000 };
const NEVER = 60_000;
/** Only the total time ends an answer, or only the rate. */
const TOTAL: NetworkLimits = { ...QUICK, stallMs: NEVER, slowMs: NEVER, answerMs: 1_500, answerMsPerMiB: 0 };
const RATE: NetworkLimits = { ...QUICK, stallMs: NEVER, slowMs: 200, slowBytes: 1_000, answerMs: NEVER };

const LENGTH = 'HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

/** Ways to send for ever. */
const DRIPS: Readonly<Record<string, Drip>> = {
  'a byte of the body': { head: LENGTH, piece: 'x', everyMs: 5 },
  'a chunk of one byte': { head: CHUNKED, piece: '1\r\nx\r\n', everyMs: 5 },
  'an extension of a chunk': { head: `${CHUNKED}1`, piece: ';x', everyMs: 5 },
  'a trailer': { head: `${CHUNKED}1\r\nx\r\n0\r\n`, piece: 'x: y\r\n', everyMs: 5 },
};

async function failureFrom(
  drip: Drip,
  limits: NetworkLimits,
): Promise<{ readonly failure: GvError; readonly asked: number }> {
  await using server = await startDripServer(drip);
  await using world = await testWorld();
  const http = openHttp(world, limits);
  try {
    const failure = await failureOf(fetchSmall(http, server.url, BYTES));
    return { failure, asked: server.asked() };
  } finally {
    await http.close();
  }
}

describe('a server that sends without end', () => {
  it.each(Object.entries(DRIPS))('ends a small answer after its time: %s', async (_what, drip) => {
    const { failure, asked } = await failureFrom(drip, TOTAL);
    expect(failure.code).toBe('stalled');
    expect(failure.message).toMatch(/^127\.0\.0\.1:\d+ sends too slowly: http/);
    // The same server would take the same time again.
    expect(asked).toBe(1);
  });

  it.each(Object.entries(DRIPS))('ends any answer below the least rate: %s', async (_what, drip) => {
    const { failure, asked } = await failureFrom(drip, RATE);
    expect(failure.code).toBe('stalled');
    expect(asked).toBe(LIMITS.attempts);
  });

  it('ends an answer whose head never ends', async () => {
    const drip = { head: 'HTTP/1.1 200 OK\r\n', piece: 'x: y\r\n', everyMs: 5 };
    const limits = { ...QUICK, stallMs: 100, connectMs: 100 };
    expect((await failureFrom(drip, limits)).failure.code).toBe('stalled');
  });

  it('has more time where the answer may be longer', async () => {
    // Sixty bytes in at least 0.6 seconds.
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n';
    await using server = await startDripServer({ head, piece: 'x', everyMs: 10 });
    await using world = await testWorld();
    const http = openHttp(world, { ...TOTAL, answerMs: 0, answerMsPerMiB: 50_000 });
    const answerOf = (maxBytes: number): Promise<SmallAnswer> =>
      fetchSmall(http, server.url, { purpose: 'bytes', maxBytes });
    expect((await answerOf(1024 * 1024)).bytes).toHaveLength(60);
    expect((await failureOf(answerOf(1024))).code).toBe('stalled');
    await http.close();
  });

  it('fails a download, which keeps what came and asks for the rest', async () => {
    await using on = await startDownloads([sampleRelease()], RATE);
    on.server.set(SAMPLE_NAME, { kind: 'slow', bytes: 10, everyMs: 5 });
    expect((await failureOf(on.download())).code).toBe('stalled');
    const ranges = on.server.requestsFor(SAMPLE_NAME).map(({ headers }) => headers['range']);
    expect(ranges).toHaveLength(LIMITS.attempts);
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
  });
});

describe('a server that is slow and honest', () => {
  it('brings a file at twenty times the least rate', async () => {
    const limits = { ...QUICK, slowMs: 1_000, slowBytes: 20_000, answerMs: 1 };
    await using on = await startDownloads([sampleRelease()], limits);
    on.server.set(SAMPLE_NAME, { kind: 'slow', bytes: 2_000, everyMs: 5 });
    // 400 KB a second at most, and 20 KB a second are asked for.
    const done = await on.download();
    expect(done.measured.sha256).toBe(sha256(SAMPLE));
    await done.handle.close();
  });

  it('is not blamed for a reader that takes its time', async () => {
    const size = 8 * 1024 * 1024;
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`;
    await using server = await startDripServer({ head, piece: '', everyMs: NEVER });
    await using world = await testWorld();
    const http = openHttp(world, { ...RATE, slowMs: 1_000, slowBytes: size });
    const { body } = await http.get(server.url, { ...BYTES, maxBytes: size });
    const began = performance.now();
    let read = 0;
    for await (const chunk of body) {
      read += chunk.length;
      // As a slow disk: in all longer than the server may take.
      while (performance.now() - began < (2_000 * read) / size)
        await new Promise((resolve) => setImmediate(resolve));
    }
    expect(read).toBe(size);
    await http.close();
  });

  it('is not blamed for what GOAUTH asks before it', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using silent = await startRawServer();
    await using world = await testWorld();
    const http = openHttp(world, TOTAL);
    // As withGoAuth does: something takes longer than an answer may, and the question comes after it.
    const asking: Http = {
      ...http,
      get: async (url, options) => {
        await failureOf(http.get(silent.url, options));
        return http.get(url, options);
      },
    };
    const answer = await fetchSmall(asking, `${server.base}/${SAMPLE_NAME}`, BYTES);
    expect(answer.bytes).toHaveLength(SAMPLE.length);
    await http.close();
  });
});

it('the real limits let the release index through at 20 KB a second, and every answer of the checksum database', () => {
  const timeFor = (maxBytes: number): number =>
    LIMITS.answerMs + (LIMITS.answerMsPerMiB * maxBytes) / (1024 * 1024);
  // 2.2 MB in 2026.
  expect(timeFor(LIMITS.indexBytes)).toBeGreaterThan((2_200_000 / 20_000) * 1000);
  expect(timeFor(128 * 1024)).toBeGreaterThan(5 * ((128 * 1024) / 20_000) * 1000);
  expect((LIMITS.slowBytes / LIMITS.slowMs) * 1000).toBeLessThanOrEqual(20_000 / 10);
});
