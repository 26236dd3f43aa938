import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHttp } from '../../../src/io/http/http.ts';
import { type KeepingReader, type LogChoice, logReader } from '../../../src/io/log/log-reader.ts';
import { proveInLog, type LogProof } from '../../../src/trust/log/prove.ts';
import { parseVerifierKey } from '../../../src/trust/log/verifier-key.ts';
import { failureOf } from '../../support/failure.ts';
import { H1, MODULE, testLog, VERSION } from '../../support/log.ts';
import { type ModuleProxyOptions, startModuleProxy } from '../../support/module-proxy.ts';
import { QUICK } from '../../support/release-limits.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const LOG = testLog({ size: 700, id: 300 });
const OWN: LogChoice = { name: LOG.key.name };
const PASSING: ModuleProxyOptions = { sumdb: (path) => Promise.resolve(LOG.answer(path)) };

type Env = Readonly<Record<string, string>>;

/** Opens a reader in this world for some work, which it is closed after. */
async function reading<T>(
  world: TestWorld,
  { env, own = OWN }: { readonly env: Env; readonly own?: LogChoice | undefined },
  work: (reader: KeepingReader) => Promise<T>,
): Promise<T> {
  const here = runIn(world, { env: { ...world.env, ...env } });
  const http = openHttp(here, QUICK);
  try {
    return await work(await logReader(here, http, own));
  } finally {
    await http.close();
  }
}

function prove(reader: KeepingReader): Promise<LogProof> {
  const key = parseVerifierKey(LOG.key.text);
  return proveInLog({ module: MODULE, version: VERSION, key, known: [], reader });
}

const baseOf = (reader: KeepingReader): Promise<string> => Promise.resolve(reader.base.href);

describe('the checksum database through module proxies', () => {
  it('proves a toolchain through the first proxy that passes it on', async () => {
    await using without = await startModuleProxy();
    await using server = await startModuleProxy(PASSING);
    await using world = await testWorld();
    const env = { GOPROXY: `${without.url},${server.url},direct` };
    expect((await reading(world, { env }, prove)).h1).toBe(H1);
    expect(without.requests.map(({ path }) => path)).toEqual([`/sumdb/${LOG.key.name}/supported`]);
  });

  it('is asked for at its own address when no proxy passes it on', async () => {
    await using without = await startModuleProxy();
    await using world = await testWorld();
    const own = `https://${LOG.key.name}/`;
    for (const GOPROXY of ['direct', 'off', without.url, `${without.url},direct`, `${without.url}|off`])
      expect(await reading(world, { env: { GOPROXY } }, baseOf)).toBe(own);
  });

  it.each([
    [{ kind: 'status', status: 403 }, 'http-status'],
    [{ kind: 'status', status: 500 }, 'http-status'],
    [{ kind: 'page' }, 'bad-index'],
    [{ kind: 'hang-up' }, 'network'],
  ] as const)(
    'is not looked for elsewhere when a proxy answers with %j, but after a bar',
    async (mode, code) => {
      await using bad = await startModuleProxy({ mode });
      await using server = await startModuleProxy(PASSING);
      await using world = await testWorld();
      const failure = await failureOf(
        reading(world, { env: { GOPROXY: `${bad.url},${server.url}` } }, baseOf),
      );
      expect(failure.code).toBe(code);
      expect(failure.message).toContain('GOPROXY');
      expect(server.requests).toHaveLength(0);
      const env = { GOPROXY: `${bad.url}|${server.url}` };
      expect(await reading(world, { env }, baseOf)).toContain(server.url);
      const last = await reading(world, { env: { GOPROXY: `${bad.url}|` } }, baseOf);
      expect(last).toBe(`https://${LOG.key.name}/`);
    },
  );

  it('stays with the proxy that passes it on, whatever fails later', async () => {
    await using server = await startModuleProxy(PASSING);
    await using other = await startModuleProxy(PASSING);
    await using world = await testWorld();
    server.set(VERSION, { kind: 'status', status: 500 });
    const env = { GOPROXY: `${server.url}|${other.url}` };
    const failure = await failureOf(reading(world, { env }, prove));
    expect(failure.code).toBe('http-status');
    expect(failure.message).toContain('GOPROXY is set by the environment');
    expect(other.requests).toHaveLength(0);
  });

  it('has no record, no tile: two different failures', async () => {
    await using server = await startModuleProxy(PASSING);
    await using world = await testWorld();
    const env = { GOPROXY: server.url };
    await reading(world, { env }, async (reader) => {
      expect((await failureOf(reader.lookup('golang.org/toolchain@v0.0.1-go9.9.9.linux-amd64'))).code).toBe(
        'log-missing',
      );
      expect((await failureOf(reader.tile('tile/8/0/999'))).code).toBe('http-status');
    });
  });

  it('is passed on by proxies even where GONOPROXY sends modules past them', async () => {
    await using server = await startModuleProxy(PASSING);
    await using world = await testWorld();
    const env = { GOPROXY: server.url, GONOPROXY: 'golang.org', GONOSUMDB: '*' };
    expect(await reading(world, { env }, baseOf)).toContain(server.url);
  });
});

describe('GOSUMDB', () => {
  const settled = async (GOSUMDB: string, world: TestWorld): Promise<string> => {
    const here = runIn(world, { env: { ...world.env, GOSUMDB, GOPROXY: 'direct' } });
    const http = openHttp(here, QUICK);
    const reader = await logReader(here, http);
    await http.close();
    return reader.base.href;
  };

  it('with an address goes past the proxies; another key does not count', async () => {
    await using world = await testWorld();
    expect(await settled('sum.golang.org', world)).toBe('https://sum.golang.org/');
    expect(await settled('sum.golang.org https://sums.test/x', world)).toBe('https://sums.test/x');
    expect(await settled('sum.golang.google.cn', world)).toBe('https://sum.golang.google.cn/');
    expect((await failureOf(settled(LOG.key.text, world))).code).toBe('bad-config');
  });

  it('off is an error, as nothing else proves a module', async () => {
    await using world = await testWorld();
    const failure = await failureOf(settled('off', world));
    expect(failure.code).toBe('log-disabled');
    expect(failure.exit).toBe(5);
    expect(failure.message).toContain('the environment');
  });
});

describe('tiles', () => {
  it('are asked for once, kept only when told to, and then never again', async () => {
    await using server = await startModuleProxy(PASSING);
    await using world = await testWorld();
    const env = { GOPROXY: server.url };
    const asked = (): number =>
      server.requests.filter(({ path }) => /\/tile\/8\/\d+\/\d{3}$/.test(path)).length;
    await reading(world, { env }, prove);
    const first = asked();
    expect(first).toBeGreaterThan(0);
    await reading(world, { env }, async (reader) => {
      await prove(reader);
      const { tiles: proven } = await prove(reader);
      await reader.keep(proven);
    });
    expect(asked()).toBe(2 * first);
    await reading(world, { env }, prove);
    expect(asked()).toBe(2 * first);
  });

  it('that the disk damaged are asked for again', async () => {
    await using server = await startModuleProxy(PASSING);
    await using world = await testWorld();
    const env = { GOPROXY: server.url };
    await reading(world, { env }, async (reader) => {
      await reader.keep((await prove(reader)).tiles);
    });
    const names = await readdir(world.layout.cache, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const { parentPath, name } of files) {
      const bytes = await readFile(join(parentPath, name));
      bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
      await writeFile(join(parentPath, name), bytes);
    }
    expect((await reading(world, { env }, prove)).h1).toBe(H1);
  });
});
