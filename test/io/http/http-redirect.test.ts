import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { openHttp, type GetOptions } from '../../../src/io/http/http.ts';
import { failureOf } from '../../support/failure.ts';
import { QUICK } from '../../support/release-limits.ts';
import { SAMPLE_NAME, sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { testWorld } from '../../support/test-world.ts';

const BYTES: GetOptions = { purpose: 'bytes', maxBytes: 1_000_000 };
const SECRET = {
  ...BYTES,
  headers: { authorization: 'Basic c2VjcmV0', cookie: 'a=b', 'x-api-key': 'k', range: 'bytes=5-' },
};

describe('a redirect', () => {
  it('on the same origin keeps the credentials', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    server.set('/old', { kind: 'redirect', to: `/dl/${SAMPLE_NAME}` });
    const answer = await http.get(`${server.origin}/old`, SECRET);
    await answer.discard();
    expect(answer.url.pathname).toBe(`/dl/${SAMPLE_NAME}`);
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Basic c2VjcmV0',
      'Basic c2VjcmV0',
    ]);
    await http.close();
  });

  it.each([301, 302, 303, 307, 308])(
    'to another host (%i) drops every header that may be a secret',
    async (status) => {
      await using mirror = await startReleaseServer({ releases: [sampleRelease()] });
      await using server = await startReleaseServer();
      await using world = await testWorld();
      const http = openHttp(world, QUICK);
      server.set('/old', { kind: 'redirect', to: `${mirror.base}/${SAMPLE_NAME}`, status });
      const answer = await http.get(`${server.origin}/old`.replace('//', '//me:secret@'), SECRET);
      await answer.discard();
      expect(answer.status).toBe(206);
      const sent = mirror.requests[0]?.headers ?? {};
      expect(sent['range']).toBe('bytes=5-');
      expect(JSON.stringify(sent)).not.toMatch(/authorization|cookie|x-api-key|secret/i);
      await http.close();
    },
  );

  it('does not choose credentials by itself', async () => {
    await using mirror = await startReleaseServer({ releases: [sampleRelease()] });
    await using server = await startReleaseServer();
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    server.set('/old', { kind: 'redirect', to: `${mirror.base}/${SAMPLE_NAME}`.replace('//', '//evil:pw@') });
    await (await http.get(`${server.origin}/old`, BYTES)).discard();
    expect(mirror.requests[0]?.headers['authorization']).toBeUndefined();
    await http.close();
  });

  it('that comes back to where it was is a loop', async () => {
    await using server = await startReleaseServer();
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    server.set('/a', { kind: 'redirect', to: '/b' });
    server.set('/b', { kind: 'redirect', to: '/a' });
    const failure = await failureOf(http.get(`${server.origin}/a`, BYTES));
    expect(failure.code).toBe('bad-redirect');
    expect(failure.message).toContain('loop');
    await http.close();
  });

  it('is followed so often and no more', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    for (let step = 0; step < 30; step += 1) server.set(`/${step}`, { kind: 'redirect', to: `/${step + 1}` });
    server.set(`/${LIMITS.redirects}`, { kind: 'status', status: 200 });
    expect((await http.get(`${server.origin}/0`, BYTES)).status).toBe(200);
    server.set(`/${LIMITS.redirects}`, { kind: 'redirect', to: `/${LIMITS.redirects + 1}` });
    expect((await failureOf(http.get(`${server.origin}/0`, BYTES))).code).toBe('bad-redirect');
    await http.close();
  });

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/x', 'http://', ''])('to %j is refused', async (to) => {
    await using server = await startReleaseServer();
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    server.set('/a', { kind: 'redirect', to });
    expect((await failureOf(http.get(`${server.origin}/a`, BYTES))).code).toBe('bad-redirect');
    await http.close();
  });
});

describe('evidence', () => {
  it('is never asked for over plain http, except on this machine', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const evidence: GetOptions = { ...BYTES, purpose: 'evidence' };
    expect((await http.get(`${server.base}/`, evidence)).status).toBe(200);
    const failure = await failureOf(http.get('http://me:pw@releases.invalid/dl/', evidence));
    expect(failure.code).toBe('insecure-url');
    expect(failure.message).not.toContain('pw');
    server.set('/a', { kind: 'redirect', to: 'http://releases.invalid/dl/' });
    expect((await failureOf(http.get(`${server.origin}/a`, evidence))).code).toBe('insecure-url');
    await http.close();
  });
});
