import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { parseVersion } from '../../../src/core/version.ts';
import { openHttp } from '../../../src/io/http/http.ts';
import type { NetworkLimits } from '../../../src/io/http/network-limits.ts';
import { withLogMutex } from '../../../src/io/store/mutexes.ts';
import { askLog, type LogQuery } from '../../../src/jobs/log/ask-log.ts';
import type { LogProof } from '../../../src/trust/log/prove.ts';
import { parseVerifierKey } from '../../../src/trust/log/verifier-key.ts';
import type { Run } from '../../../src/world.ts';
import { failureOf } from '../../support/failure.ts';
import { H1, testLog } from '../../support/log.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { mutexHolder } from '../../support/mutex-holder.ts';
import { QUICK } from '../../support/release-limits.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

const LOG = testLog({ size: 700, id: 300 });
const NEVER = 60_000;
/** Single answers may take as long as they like. */
const PATIENT: NetworkLimits = { ...QUICK, stallMs: NEVER, slowMs: NEVER, answerMs: NEVER };
const version = parseVersion('1.22.5');
if (version === undefined) throw new Error('1.22.5 is a version');

interface Asked {
  readonly proxy: string;
  readonly limits?: NetworkLimits;
  readonly signal?: AbortSignal;
}

async function ask(run: Run, { proxy, limits = QUICK, signal }: Asked): Promise<LogProof> {
  const here = { ...run, env: { ...run.env, GOPROXY: proxy } };
  const http = openHttp(here, limits);
  const query: LogQuery = {
    http,
    version: version ?? expect.fail(),
    platform: run.platform,
    logKey: LOG.key.text,
    signal,
  };
  try {
    return await askLog(here, query);
  } finally {
    await http.close();
  }
}

describe('a question to the checksum database', () => {
  it('ends after its time, whatever single answers may take, and lets the next one ask', async () => {
    await using world = await testWorld();
    const run = runIn(world);
    await using silent = await startModuleProxy({ sumdb: () => new Promise(() => undefined) });
    const failure = await failureOf(ask(run, { proxy: silent.url, limits: { ...PATIENT, logMs: 1_200 } }));
    expect(failure.code).toBe('stalled');
    expect(failure.message).toContain('the checksum database');
    expect(silent.requests.some(({ path }) => path.includes('/lookup/'))).toBe(true);
    expect(await withLogMutex(run, 'test', () => Promise.resolve('free'))).toBe('free');
    await using server = await startModuleProxy({ sumdb: (path) => Promise.resolve(LOG.answer(path)) });
    expect((await ask(runIn(world), { proxy: server.url })).h1).toBe(H1);
  });

  it('that finds a fork ends with it, also where the heads cannot be kept', async () => {
    await using world = await testWorld();
    const [own] = world.layout.logHeads(parseVerifierKey(LOG.key.text).hash);
    const evil = 'example.test/evil v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    const other = testLog({ size: 600, id: 300, key: LOG.key, others: new Map([[5, evil]]) });
    mkdirSync(`${own}.fork-1/x`, { recursive: true });
    writeFileSync(own, other.head());
    const events: JobEvent[] = [];
    const run = runIn(world, { emit: (event) => void events.push(event) });
    await using server = await startModuleProxy({ sumdb: (path) => Promise.resolve(LOG.answer(path)) });
    expect((await failureOf(ask(run, { proxy: server.url }))).code).toBe('log-fork');
    const text = expect.stringMatching(/^the two signed heads are not kept: /) as string;
    expect(events).toContainEqual({ type: 'warning', text });
  });

  it('does not wait for its turn once nobody wants the answer', async () => {
    await using world = await testWorld();
    await using _ = await mutexHolder(join(world.layout.ownMutexes, 'log.lock'));
    const stop = new AbortController();
    const run = runIn(world, { emit: () => stop.abort() });
    const asked = { proxy: 'http://127.0.0.1:9', signal: stop.signal };
    expect((await failureOf(ask(run, asked))).code).toBe('interrupted');
  });
});
