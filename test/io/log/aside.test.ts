import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../../src/core/version.ts';
import { proxyHost, wasUnreachable } from '../../../src/io/cache/reachability.ts';
import { openHttp } from '../../../src/io/http/http.ts';
import { asideQuestion, type AsideQuestion } from '../../../src/jobs/log/aside.ts';
import type { Run } from '../../../src/world.ts';
import { failureOf } from '../../support/failure.ts';
import { H1, testLog } from '../../support/log.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { QUICK } from '../../support/release-limits.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const LOG = testLog({ size: 700, id: 300 });
const version = parseVersion('1.22.5') ?? expect.fail();

function runAt(world: TestWorld, proxy: string): Run {
  return runIn({ ...world, env: { ...world.env, GOPROXY: proxy, GOENV: 'off' } });
}

function questionOf(run: Run, logWaitMs: number): AsideQuestion {
  const http = openHttp(run, { ...QUICK, logWaitMs });
  return asideQuestion(run, { http, version, platform: run.platform, logKey: LOG.key.text });
}

describe('a question beside a download', () => {
  it('is asked once, and a kept answer is proven again without a request', async () => {
    await using world = await testWorld();
    await using proxy = await startModuleProxy({ sumdb: (path) => Promise.resolve(LOG.answer(path)) });
    const run = runAt(world, proxy.url);
    using question = questionOf(run, 60_000);
    question.start();
    question.start();
    expect((await question.recordInTime()).h1).toBe(H1);
    const lookups = proxy.requests.filter(({ path }) => path.includes('/lookup/'));
    expect(lookups).toHaveLength(1);
    const before = proxy.requests.length;
    using again = questionOf(run, 60_000);
    expect((await again.recordInTime()).h1).toBe(H1);
    expect(proxy.requests).toHaveLength(before);
  });

  it('ends in time, and the next installs do not wait again', async () => {
    await using world = await testWorld();
    await using silent = await startModuleProxy({ sumdb: () => new Promise(() => undefined) });
    const run = runAt(world, silent.url);
    using question = questionOf(run, 100);
    question.start();
    const failure = await failureOf(question.recordInTime());
    expect(failure.code).toBe('stalled');
    expect(failure.message).toContain('no answer in time');
    expect(wasUnreachable(run, proxyHost(run, new URL(silent.url)))).toBe(false);
    const before = silent.requests.length;
    using next = questionOf(run, 60_000);
    next.start();
    expect((await failureOf(next.recordInTime())).message).toContain('a short while ago');
    expect(silent.requests).toHaveLength(before);
  });
});
