import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import {
  noteUnreachable,
  officialHosts,
  proxyHost,
  wasUnreachable,
} from '../../../src/io/cache/reachability.ts';
import { openHttp } from '../../../src/io/http/http.ts';
import { moduleProxy } from '../../../src/io/modules/module-proxy.ts';
import type { World } from '../../../src/world.ts';
import { failureOf } from '../../support/failure.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { QUICK } from '../../support/release-limits.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

const VERSION = 'v0.0.1-go1.22.5.linux-amd64';

async function hasInfo(world: World, GOPROXY: string): Promise<boolean> {
  const own = runIn(world, { env: { GOPROXY, GOENV: 'off', HOME: world.layout.root } });
  const http = openHttp(own, QUICK);
  try {
    return (await moduleProxy(own, http).info(VERSION)) !== undefined;
  } finally {
    await http.close();
  }
}

describe('a proxy that did not answer', () => {
  it('is passed over for some minutes where "|" leads on, and asked again after that', async () => {
    await using world = await testWorld();
    await using broken = await startModuleProxy({ mode: { kind: 'hang-up' } });
    await using good = await startModuleProxy({ zips: { [VERSION]: Buffer.of() } });
    const list = `${broken.url}|${good.url}`;
    expect(await hasInfo(world, list)).toBe(true);
    const asked = broken.requests.length;
    expect(asked).toBeGreaterThan(0);
    expect(await hasInfo(world, list)).toBe(true);
    expect(broken.requests).toHaveLength(asked);
    const later = { ...world, now: () => new Date(world.now().getTime() + LIMITS.unreachableMs) };
    expect(await hasInfo(later, list)).toBe(true);
    expect(broken.requests.length).toBeGreaterThan(asked);
  });

  it('is asked where no other may be, and forgotten as soon as it answers', async () => {
    await using world = await testWorld();
    await using proxy = await startModuleProxy({ zips: { [VERSION]: Buffer.of() } });
    const host = proxyHost(world, new URL(proxy.url));
    await noteUnreachable({ ...world, env: { GOENV: 'off' } }, host);
    await using other = await startModuleProxy();
    expect(await hasInfo(world, `${proxy.url},${other.url}`)).toBe(true);
    expect(wasUnreachable(world, host)).toBe(false);
  });

  it.each([403, 404])('with status %i has answered', async (status) => {
    await using world = await testWorld();
    await using proxy = await startModuleProxy({ mode: { kind: 'status', status } });
    await (status === 404 ? hasInfo(world, proxy.url) : failureOf(hasInfo(world, proxy.url)));
    expect(wasUnreachable(world, proxyHost(world, new URL(proxy.url)))).toBe(false);
  });
});

describe('the memory of what could not be reached', () => {
  it('tells places and ways apart, and holds no secret', async () => {
    await using world = await testWorld();
    const url = new URL('https://user:s3cret@proxy.test/x');
    await noteUnreachable(world, proxyHost(world, url));
    await noteUnreachable(world, officialHosts(world));
    expect(wasUnreachable(world, proxyHost(world, new URL('https://proxy.test/y')))).toBe(true);
    expect(wasUnreachable(world, proxyHost(world, new URL('https://other.test')))).toBe(false);
    const behind = { ...world, env: { ...world.env, HTTPS_PROXY: 'http://proxy.test:3128' } };
    expect(wasUnreachable(behind, officialHosts(behind))).toBe(false);
    expect(await readFile(world.layout.unreachable, 'utf8')).not.toMatch(/s3cret|proxy\.test/);
  });

  it.each(['', 'garbage', `${'0'.repeat(32)} never`])('that says %j is none', async (text) => {
    await using world = await testWorld();
    await noteUnreachable(world, officialHosts(world));
    await writeFile(world.layout.unreachable, text);
    expect(wasUnreachable(world, officialHosts(world))).toBe(false);
  });

  it('of a time in the future counts for nothing', async () => {
    await using world = await testWorld();
    const ahead = { ...world, now: () => new Date(world.now().getTime() + 60_000) };
    await noteUnreachable(ahead, officialHosts(ahead));
    expect(wasUnreachable(world, officialHosts(world))).toBe(false);
  });
});
