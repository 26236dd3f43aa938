import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { fetchSmall } from '../../../src/io/http/fetch-small.ts';
import { openHttp, type GetOptions } from '../../../src/io/http/http.ts';
import { failureOf } from '../../support/failure.ts';
import { limitsFor, QUICK } from '../../support/release-limits.ts';
import { firstly } from '../../support/release-modes.ts';
import { SAMPLE_NAME, sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { testWorld } from '../../support/test-world.ts';

const ASC = `${SAMPLE_NAME}.asc`;
const SMALL: GetOptions = { purpose: 'bytes', maxBytes: LIMITS.signatureBytes };

describe('a small file', () => {
  it('comes whole, with status and headers', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()], signer: await newSigner() });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const answer = await fetchSmall(http, `${server.base}/${ASC}`, SMALL);
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.bytes).toString()).toMatch(/^-----BEGIN PGP SIGNATURE-----/);
    await http.close();
  });

  it('that is slow to come is announced by its host, once', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()], signer: await newSigner() });
    await using world = await testWorld();
    const events: JobEvent[] = [];
    const http = openHttp({ ...world, emit: (event) => void events.push(event) }, { ...QUICK, tellMs: 0 });
    await fetchSmall(http, `${server.base}/${ASC}`, SMALL);
    expect(events).toEqual([{ type: 'asking', host: new URL(server.base).host }]);
    await http.close();
  });

  it('that does not exist is an answer, not a failure, and is asked for once', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    expect((await fetchSmall(http, `${server.base}/${ASC}`, SMALL)).status).toBe(404);
    expect(server.requests).toHaveLength(1);
    await http.close();
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'truncated', after: 20 },
    { kind: 'stall', after: 20 },
  ] as const)('is asked for again after $kind', async (mode) => {
    await using server = await startReleaseServer({ releases: [sampleRelease()], signer: await newSigner() });
    await using world = await testWorld();
    const http = openHttp(world, limitsFor(mode));
    server.set(ASC, firstly(2, mode));
    expect((await fetchSmall(http, `${server.base}/${ASC}`, SMALL)).status).toBe(200);
    server.set(ASC, mode);
    await failureOf(fetchSmall(http, `${server.base}/${ASC}`, SMALL));
    expect(server.requests).toHaveLength(3 + LIMITS.attempts);
    await http.close();
  });

  it('that is too big is refused', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using world = await testWorld();
    const http = openHttp(world, QUICK);
    const failure = await failureOf(fetchSmall(http, `${server.base}/${SAMPLE_NAME}`, SMALL));
    expect(failure.code).toBe('size-wrong');
    expect(server.requests).toHaveLength(1);
    await http.close();
  });

  it('is given up at once when the work is interrupted while it waits', async () => {
    await using server = await startReleaseServer({ mode: { kind: 'status', status: 503 } });
    await using world = await testWorld();
    const http = openHttp(world, { ...QUICK, backoffMs: 60_000, backoffMaxMs: 60_000 });
    const pending = failureOf(fetchSmall(http, `${server.base}/${ASC}`, SMALL));
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    world.controller.abort();
    expect((await pending).code).toBe('interrupted');
    await http.close();
  });
});
