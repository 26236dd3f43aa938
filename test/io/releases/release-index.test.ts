import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { openHttp } from '../../../src/io/http/http.ts';
import type { NetworkLimits } from '../../../src/io/http/network-limits.ts';
import { loadIndex, type LoadedIndex, type IndexOptions } from '../../../src/jobs/releases/release-index.ts';
import type { Run, World } from '../../../src/world.ts';
import { failureOf } from '../../support/failure.ts';
import { deadUrl } from '../../support/raw-server.ts';
import { limitsFor, QUICK } from '../../support/release-limits.ts';
import { sampleArchive, sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const START = new Date('2026-11-21T10:00:00Z');
const STALE = LIMITS.indexFreshMs + 1;
const TOO_MUCH = Buffer.alloc(LIMITS.indexBytes + 1, ' ');
const RELEASES = [sampleRelease(), sampleRelease('1.23.0', sampleArchive('1.23.0', 1000))];

interface Setting extends AsyncDisposable {
  readonly server: ReleaseServer;
  readonly world: TestWorld;
  /** Moves the clock. */
  later(ms: number): void;
  load(options?: IndexOptions & Partial<Pick<Run, 'offline'>>, env?: World['env']): Promise<LoadedIndex>;
}

async function start(limits: NetworkLimits = QUICK): Promise<Setting> {
  const server = await startReleaseServer({ releases: RELEASES });
  let now = START;
  const world = await testWorld({ env: { GV_DL_URL: server.base }, now: () => now });
  return {
    server,
    world,
    later: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    load: async ({ offline = false, ...options } = {}, env = world.env) => {
      const run = runIn(world, { env, offline });
      const http = openHttp(run, limits);
      try {
        return await loadIndex(run, http, options);
      } finally {
        await http.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await world[Symbol.asyncDispose]();
    },
  };
}

function names(index: LoadedIndex): readonly string[] {
  return index.releases.map(({ version }) => version.name);
}

describe('the release index', () => {
  it('is asked for with all releases and kept', async () => {
    await using on = await start();
    const index = await on.load();
    expect(names(index)).toEqual(['1.23.0', '1.22.5']);
    expect(await readFile(on.world.layout.remoteVersions, 'utf8')).toBe('1.23.0\n1.22.5\n');
    expect(index).toMatchObject({ from: 'network', fetchedAt: START });
    expect(index.base.href).toBe(on.server.base);
    expect(on.server.requests.map(({ path }) => path)).toEqual(['/dl/?mode=json&include=all']);
  });

  it('is not asked for while it is fresh, and then only whether it changed', async () => {
    await using on = await start();
    await on.load();
    on.later(STALE - 2);
    expect(await on.load()).toMatchObject({ from: 'cache', fetchedAt: START });
    expect(on.server.requests).toHaveLength(1);

    on.later(2);
    const again = await on.load();
    expect(again.from).toBe('network');
    expect(again.fetchedAt.getTime()).toBe(START.getTime() + STALE);
    expect(names(again)).toEqual(['1.23.0', '1.22.5']);
    expect(on.server.requests[1]?.headers['if-none-match']).toMatch(/^"[0-9a-f]{16}"$/);

    expect((await on.load()).from).toBe('cache');
    expect((await on.load({ maxAgeMs: 0 })).from).toBe('network');
    expect(on.server.requests).toHaveLength(3);
  });

  it('is asked for again when the clock ran backwards', async () => {
    await using on = await start();
    await on.load();
    on.later(-1000);
    expect((await on.load()).from).toBe('network');
  });

  it('serves offline at any age, and says so', async () => {
    await using on = await start();
    await on.load();
    on.later(STALE * 1000);
    const index = await on.load({ offline: true });
    expect(index).toMatchObject({ from: 'stale-cache', fetchedAt: START, why: 'offline' });
    expect(on.server.requests).toHaveLength(1);
  });

  it('is missing offline where nothing was kept', async () => {
    await using on = await start();
    const failure = await failureOf(on.load({ offline: true }));
    expect(failure.code).toBe('offline');
    expect(failure.hint).toContain('gv list --remote');
    expect(on.server.requests).toHaveLength(0);
  });

  it.each([
    { kind: 'status', status: 503 },
    { kind: 'stall', after: 10 },
    { kind: 'truncated', after: 10 },
  ] as const)('comes from the cache when the server fails with $kind', async (mode) => {
    await using on = await start(limitsFor(mode));
    await on.load();
    on.later(STALE);
    on.server.set('index', mode);
    const index = await on.load();
    expect(index).toMatchObject({ from: 'stale-cache', fetchedAt: START });
    expect(index.why).toContain('127.0.0.1');
    expect(names(index)).toEqual(['1.23.0', '1.22.5']);
  });

  it('fails with the cause when the server cannot be reached and nothing was kept', async () => {
    await using on = await start();
    const failure = await failureOf(on.load({}, { GV_DL_URL: await deadUrl() }));
    expect(failure.code).toBe('network');
    expect(failure.hint).toContain('GV_DL_URL');
  });

  it.each([
    ['a page', { kind: 'page' }, 'bad-index', 'sign-in page of the network'],
    ['an empty list', { kind: 'instead', bytes: Buffer.from('[]') }, 'bad-index', 'no release'],
    ['half an object', { kind: 'instead', bytes: Buffer.from('{"a":') }, 'bad-index', 'not JSON'],
    ['too much', { kind: 'instead', bytes: TOO_MUCH }, 'size-wrong', 'more than'],
    ['404', { kind: 'status', status: 404 }, 'http-status', '404'],
    ['403', { kind: 'status', status: 403 }, 'http-status', '403'],
    ['plain http', { kind: 'redirect', to: 'http://releases.invalid/' }, 'insecure-url', 'releases.invalid'],
  ] as const)(
    'is refused and the kept one left alone when the server gives %s',
    async (_, mode, code, said) => {
      await using on = await start();
      await on.load();
      const kept = await readFile(on.world.layout.index, 'utf8');
      on.later(STALE);
      on.server.set('index', mode);
      const failure = await failureOf(on.load());
      expect(failure.code).toBe(code);
      expect(failure.message).toContain(said);
      expect(await readFile(on.world.layout.index, 'utf8')).toBe(kept);
      expect((await on.load({ offline: true })).fetchedAt).toEqual(START);
    },
  );
});

describe('a kept index', () => {
  it('of another server is another index', async () => {
    await using on = await start();
    await using other = await startReleaseServer({ releases: [sampleRelease('1.21.1')] });
    await on.load();
    expect(names(await on.load({}, { GV_DL_URL: other.base }))).toEqual(['1.21.1']);
    expect(other.requests[0]?.headers['if-none-match']).toBeUndefined();
    expect((await failureOf(on.load({ offline: true }))).code).toBe('offline');
  });

  it('is the same for any way to write its address, and its credentials are not kept', async () => {
    await using on = await start();
    const env = { GV_DL_URL: `${on.server.base.replace('//', '//me:secret@')}//` };
    await on.load({}, env);
    expect((await on.load()).from).toBe('cache');
    expect(await readFile(on.world.layout.indexValidators, 'utf8')).not.toContain('secret');
  });

  it.each([
    ['without its validators', (world: World) => writeFile(world.layout.indexValidators, '')],
    [
      'with validators of another one',
      (world: World) => writeFile(world.layout.index, '[{"version":"go9.9.9"}]'),
    ],
    ['with garbage for validators', (world: World) => writeFile(world.layout.indexValidators, '{"url":[]}')],
  ])('%s, as a crash may leave it, is not used', async (_what, damage) => {
    await using on = await start();
    await on.load();
    await damage(on.world);
    expect((await failureOf(on.load({ offline: true }))).code).toBe('offline');
    expect(await on.load()).toMatchObject({ from: 'network' });
    expect(on.server.requests[1]?.headers['if-none-match']).toBeUndefined();
    expect((await on.load()).from).toBe('cache');
  });

  it('cannot smuggle a header into the next request', async () => {
    await using on = await start();
    await on.load();
    const kept: unknown = JSON.parse(await readFile(on.world.layout.indexValidators, 'utf8'));
    const evil = { ...(kept as object), etag: '"a"\r\nx-evil: 1', lastModified: 'x\r\ny: z' };
    await writeFile(on.world.layout.indexValidators, JSON.stringify(evil));
    on.later(STALE);
    expect((await on.load()).from).toBe('network');
    expect(on.server.requests[1]?.headers['x-evil']).toBeUndefined();
  });
});
