import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { openHttp, type GetOptions, type Http } from '../../../src/io/http/http.ts';
import { bodyOf } from '../../support/body.ts';
import { failureOf } from '../../support/failure.ts';
import { deadUrl, startRawServer } from '../../support/raw-server.ts';
import { IMPATIENT, QUICK } from '../../support/release-limits.ts';
import { SAMPLE, SAMPLE_NAME, sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { testWorld } from '../../support/test-world.ts';

const BYTES: GetOptions = { purpose: 'bytes', maxBytes: 1_000_000 };

async function fetched(http: Http, url: string, options: GetOptions = BYTES): Promise<Buffer> {
  return await bodyOf(await http.get(url, options));
}

describe('a GET', () => {
  it('brings status, headers, final address and body, asks for identity encoding and names gv', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const answer = await http.get(`${server.base}/${SAMPLE_NAME}`, BYTES);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/x-gzip');
    expect(answer.url.href).toBe(`${server.base}/${SAMPLE_NAME}`);
    expect((await bodyOf(answer)).equals(SAMPLE)).toBe(true);
    const [request] = server.requests;
    expect(request?.headers['accept-encoding']).toBe('identity');
    expect(request?.headers['user-agent']).toMatch(/^gv\/\d+\.\d+\.\d+/);
    expect(request?.headers['authorization']).toBeUndefined();
    await http.close();
  });

  it('sends user name and password of an address as a Basic credential and not in the path', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    await fetched(http, `${server.base}/${SAMPLE_NAME}`.replace('//', '//me:p%40ss%25@'));
    expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${btoa('me:p@ss%')}`);
    await http.close();
  });

  it('stops a body that is longer than allowed', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const failure = await failureOf(
      fetched(http, `${server.base}/${SAMPLE_NAME}`, { ...BYTES, maxBytes: 100_000 }),
    );
    expect(failure.code).toBe('size-wrong');
    expect(failure.message).toBe(`${new URL(server.base).host} sends more than 100000 bytes`);
    await http.close();
  });

  it('can be left unread', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const answer = await http.get(`${server.base}/${SAMPLE_NAME}`, BYTES);
    await answer.discard();
    for await (const chunk of (await http.get(`${server.base}/${SAMPLE_NAME}`, BYTES)).body) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await http.close();
  });
});

describe('a server that fails', () => {
  it('is named with the cause and a cure when nothing listens there', async () => {
    const url = await deadUrl();
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const failure = await failureOf(http.get(url, BYTES));
    expect(failure.code).toBe('network');
    expect(failure.message).toBe(`cannot reach ${new URL(url).host}: the connection was refused`);
    expect(failure.hint).toContain('HTTPS_PROXY');
    expect(failure.hint).toContain('GV_DL_URL');
    await http.close();
  });

  it('is named when its name does not exist', async () => {
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const failure = await failureOf(http.get('http://releases.invalid/dl/', BYTES));
    expect(failure.code).toBe('network');
    expect(failure.message).toMatch(/^cannot reach releases\.invalid: the (?:host name|name service) /);
    await http.close();
  });

  it('is told apart when it stops in the middle, and when it never begins', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, IMPATIENT);
    server.set(SAMPLE_NAME, { kind: 'stall', after: 1000 });
    const middle = await failureOf(fetched(http, `${server.base}/${SAMPLE_NAME}`));
    expect(middle.code).toBe('stalled');
    await using silent = await startRawServer();
    const start = await failureOf(http.get(silent.url, BYTES));
    expect(start.code).toBe('stalled');
    await http.close();
  });

  it('is a network failure when it cuts the body short or does not speak HTTP', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    server.set(SAMPLE_NAME, { kind: 'truncated', after: 1000 });
    const cut = await failureOf(fetched(http, `${server.base}/${SAMPLE_NAME}`));
    expect(cut.code).toBe('network');
    await using raw = await startRawServer('SSH-2.0-OpenSSH_9.2\r\n');
    const foreign = await failureOf(http.get(raw.url, BYTES));
    expect(foreign.code).toBe('network');
    expect(foreign.message).toContain(': the answer is not HTTP');
    await http.close();
  });
});

describe('an interruption', () => {
  it('ends a running body as interrupted', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    server.set(SAMPLE_NAME, { kind: 'stall', after: 1000 });
    await using world = await testWorld();
    const http = openHttp(world);
    const answer = await http.get(`${server.base}/${SAMPLE_NAME}`, BYTES);
    const reading = failureOf(
      (async () => {
        for await (const chunk of answer.body) if (chunk.length > 0) world.controller.abort();
      })(),
    );
    expect((await reading).code).toBe('interrupted');
    await http.close();
  });

  it('passes on the failure that the signal carries', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const ended = AbortSignal.abort(new GvError('terminated', 'terminated'));
    const failure = await failureOf(http.get(server.base, { ...BYTES, signal: ended }));
    expect(failure.code).toBe('terminated');
    await http.close();
  });

  it('of an answer that nobody reads yet does not end the process', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    server.set(SAMPLE_NAME, { kind: 'stall', after: 1000 });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const controller = new AbortController();
    const answer = await http.get(`${server.base}/${SAMPLE_NAME}`, { ...BYTES, signal: controller.signal });
    controller.abort();
    const failure = await failureOf(bodyOf(answer));
    expect(failure.code).toBe('interrupted');
    await http.close();
  });
});
