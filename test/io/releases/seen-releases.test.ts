import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { openHttp } from '../../../src/io/http/http.ts';
import { tellAge } from '../../../src/jobs/releases/index-age.ts';
import { publishedLines } from '../../../src/jobs/releases/published.ts';
import { type IndexOptions, loadIndex, type LoadedIndex } from '../../../src/jobs/releases/release-index.ts';
import type { World } from '../../../src/world.ts';
import { failureOf } from '../../support/failure.ts';
import { indexOf, startOfficialHosts, type OfficialHosts } from '../../support/official-hosts.ts';
import { QUICK } from '../../support/release-limits.ts';
import { sampleArchive, sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const START = new Date('2026-11-21T10:00:00Z');
const [NEW, OLD] = [sampleRelease('1.27.0', sampleArchive('1.27.0', 1000)), sampleRelease()];
const FROZEN = await indexOf([OLD]);

interface Setting extends AsyncDisposable {
  readonly hosts: OfficialHosts;
  readonly world: TestWorld;
  later(ms: number): void;
  /** Asks again, however fresh the cache is, unless told otherwise. */
  load(
    env?: World['env'],
    options?: IndexOptions,
  ): Promise<LoadedIndex & { readonly told: readonly JobEvent[] }>;
}

async function start(): Promise<Setting> {
  const hosts = await startOfficialHosts({ releases: [NEW, OLD] });
  let now = START;
  const world = await testWorld({ env: hosts.env, now: () => now });
  return {
    hosts,
    world,
    later: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    load: async (env = world.env, options = { maxAgeMs: 0 }) => {
      const told: JobEvent[] = [];
      // A slow machine waits longer for a server, which says nothing of indexes.
      const emit = (event: JobEvent): void => void (event.type !== 'asking' && told.push(event));
      const run = runIn(world, { env, emit });
      const http = openHttp(run, QUICK);
      try {
        const index = await loadIndex(run, http, options);
        tellAge(run, index);
        return { ...index, told };
      } finally {
        await http.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await hosts[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

function names({ releases, unlisted }: LoadedIndex): object {
  return {
    releases: releases.map(({ version }) => version.name),
    unlisted: unlisted.map(({ name }) => name),
  };
}

describe('an index of the official hosts that is older than what they said before', () => {
  it('leaves the better one where it is, at any time and by any clock, and says who gave it', async () => {
    await using on = await start();
    expect(names(await on.load())).toEqual({ releases: ['1.27.0', '1.22.5'], unlisted: [] });
    const kept = await readFile(on.world.layout.index, 'utf8');
    on.hosts.goDev.set('index', FROZEN);
    for (const ms of [LIMITS.indexFreshMs + 1, 400 * 86_400_000, -900 * 86_400_000]) {
      on.later(ms);
      const index = await on.load();
      expect(names(index)).toEqual({ releases: ['1.27.0', '1.22.5'], unlisted: [] });
      expect(index).toMatchObject({ from: 'stale-cache', fetchedAt: START });
      expect(index.told).toEqual([
        { type: 'warning', text: expect.stringMatching(/^go\.dev .* go 1\.27\.0.*gv prune --index/) },
      ]);
      expect(await readFile(on.world.layout.index, 'utf8')).toBe(kept);
    }
    on.hosts.goDev.set('index', { kind: 'good' });
    expect(await on.load()).toMatchObject({ from: 'network', told: [] });
  });

  it('is found out after the cache was emptied: what is missing is named, and nothing lower takes its place', async () => {
    await using on = await start();
    await on.load();
    await rm(on.world.layout.cache, { recursive: true });
    on.hosts.goDev.set('index', FROZEN);
    for (const _ of ['first', 'and when it is in the cache itself']) {
      const index = await on.load();
      expect(names(index)).toEqual({ releases: ['1.22.5'], unlisted: ['1.27.0'] });
      expect(index.told).toEqual([
        { type: 'warning', text: expect.stringContaining('go.dev does not list go 1.27.0') },
      ]);
    }
  });

  it('may come from the other official host, which lags: the better one serves', async () => {
    await using on = await start();
    await on.load();
    on.hosts.takeDown('go.dev');
    on.hosts.china.set('index', FROZEN);
    const index = await on.load();
    expect(names(index)).toEqual({ releases: ['1.27.0', '1.22.5'], unlisted: [] });
    expect(index.told).toEqual([
      { type: 'warning', text: expect.stringMatching(/^golang\.google\.cn .*1\.27\.0/) },
    ]);
  });

  it('is one in which the newest patch of any line is missing, not one that lacks a replaced patch', async () => {
    await using on = await start();
    const release = (name: string) => sampleRelease(name, sampleArchive(name, 100));
    const all = [NEW, OLD, release('1.22.4'), release('1.21.13'), release('1.21.12')];
    on.hosts.goDev.set('index', await indexOf(all));
    await on.load();
    for (const lost of ['1.22.5', '1.21.13'] as const) {
      on.hosts.goDev.set('index', await indexOf(all.filter(({ version }) => version !== lost)));
      expect((await on.load()).told).toEqual([{ type: 'warning', text: expect.stringContaining(lost) }]);
    }
    on.hosts.goDev.set('index', await indexOf(all.filter(({ version }) => version !== '1.22.4')));
    expect(await on.load()).toMatchObject({ from: 'network', told: [] });
  });
});

describe('an index in the cache', () => {
  it('of a gv that remembered nothing is remembered when a server gives an older one', async () => {
    await using on = await start();
    await on.load();
    await rm(on.world.layout.trust, { recursive: true });
    on.hosts.goDev.set('index', FROZEN);
    expect((await on.load()).told).toMatchObject([{ type: 'warning' }]);
    await rm(on.world.layout.cache, { recursive: true });
    expect(names(await on.load())).toMatchObject({ unlisted: ['1.27.0'] });
  });

  it('is asked for anew, however fresh, where something newer was seen', async () => {
    await using on = await start();
    await on.load();
    const fresh = {};
    expect(await on.load(on.world.env, fresh)).toMatchObject({ from: 'cache' });
    await writeFile(on.world.layout.seenReleases('official')[0], '1.27.3\n');
    const again = await on.load(on.world.env, fresh);
    expect(again).toMatchObject({ from: 'network', told: [{ type: 'warning' }] });
    expect(names(again)).toMatchObject({ unlisted: ['1.27.3'] });
  });
});

describe('what is kept of an index for upkeep', () => {
  it('means no less than what was seen besides, offline too', async () => {
    await using on = await start();
    await on.load();
    const [own] = on.world.layout.seenReleases('official');
    await writeFile(own, '1.27.3\n1.22.5\n');
    for (const offline of [false, true]) {
      const { newest } = await publishedLines(runIn(on.world, { offline }));
      expect(newest.map(({ version }) => version.label)).toEqual(['1.27.3', '1.22.5']);
    }
  });
});

describe('what a server said', () => {
  it('binds no other: not the official hosts, and not the next server', async () => {
    await using on = await start();
    await using liar = await startReleaseServer({
      releases: [sampleRelease('1.99.0', sampleArchive('x', 100)), OLD],
    });
    await using company = await startReleaseServer({ releases: [OLD] });
    const env = (url: string) => ({ ...on.world.env, GV_DL_URL: url });
    expect(names(await on.load(env(liar.base)))).toMatchObject({ releases: ['1.99.0', '1.22.5'] });
    expect(await on.load()).toMatchObject({ from: 'network', told: [], unlisted: [] });
    expect(await on.load(env(company.base))).toMatchObject({ from: 'network', told: [], unlisted: [] });
    liar.set('index', FROZEN);
    const again = await on.load(env(liar.base));
    expect(names(again)).toEqual({ releases: ['1.22.5'], unlisted: ['1.99.0'] });
    expect(again.told).toMatchObject([{ type: 'warning' }]);
  });

  it.each(['https://go.dev/dl', 'https://go.dev/dl/', 'https://golang.google.cn/dl'])(
    'is the official index where GV_DL_URL is %s',
    async (url) => {
      await using on = await start();
      await on.load();
      for (const server of [on.hosts.goDev, on.hosts.china]) server.set('index', FROZEN);
      const index = await on.load({ ...on.world.env, GV_DL_URL: url });
      expect(index.told).toMatchObject([{ type: 'warning', text: expect.stringContaining('1.27.0') }]);
    },
  );

  it('may drop its oldest lines, as servers with little room do', async () => {
    await using on = await start();
    await using server = await startReleaseServer({ releases: [NEW, OLD] });
    const env = { ...on.world.env, GV_DL_URL: server.base };
    await on.load(env);
    server.set('index', await indexOf([NEW]));
    expect(await on.load(env)).toMatchObject({ from: 'network', told: [], unlisted: [] });
  });

  it('is remembered in few words, and no more of it than a bound, however much a server says', async () => {
    await using on = await start();
    const many = Array.from({ length: 3000 }, (_, line) => ({ version: `go2.${line}.1`, files: [] }));
    on.hosts.goDev.set('index', { kind: 'instead', bytes: Buffer.from(JSON.stringify(many)) });
    await on.load();
    const [own] = on.world.layout.seenReleases('official');
    const text = await readFile(own, 'utf8');
    expect(text.split('\n')[0]).toBe('2.2999.1');
    expect(text.length).toBeLessThan(LIMITS.textBytes / 4);
    expect(await readdir(dirname(own))).toEqual(['official']);
  });

  it('is not forgotten silently: a damaged memory is an error that names the cure', async () => {
    await using on = await start();
    await on.load();
    const [own] = on.world.layout.seenReleases('official');
    await writeFile(own, '1.27.0\nnonsense\n');
    const failure = await failureOf(on.load());
    expect(failure).toMatchObject({ code: 'disk', message: expect.stringContaining(`${own}:2`) });
    expect(failure.hint).toContain('gv prune --index');
  });
});
