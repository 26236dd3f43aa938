import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHttp } from '../../../src/io/http/http.ts';
import { moduleProxy, type ModuleProxy } from '../../../src/io/modules/module-proxy.ts';
import { failureOf } from '../../support/failure.ts';
import { MODULE_TIME, startModuleProxy } from '../../support/module-proxy.ts';
import { deadUrl } from '../../support/raw-server.ts';
import { QUICK } from '../../support/release-limits.ts';
import { runIn, testWorld } from '../../support/test-world.ts';

const VERSION = 'v0.0.1-go1.22.5.linux-amd64';
const ZIP = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100_000, 'go')]);
const GOOD = { zips: { [VERSION]: ZIP } };

interface Opened extends AsyncDisposable {
  readonly proxy: ModuleProxy;
  readonly destination: string;
}

async function open(GOPROXY: string): Promise<Opened> {
  const world = await testWorld({ env: { GOPROXY } });
  const http = openHttp(world, QUICK);
  return {
    proxy: moduleProxy(runIn(world), http),
    destination: join(world.layout.cache, `${VERSION}.zip`),
    [Symbol.asyncDispose]: async () => {
      await http.close();
      await world[Symbol.asyncDispose]();
    },
  };
}

async function zipOf({ proxy, destination }: Opened): Promise<Buffer> {
  const { handle, path } = await proxy.zip(VERSION, { destination });
  await handle.close();
  return await readFile(path);
}

describe('a module proxy', () => {
  it('gives info, list and zip of a toolchain', async () => {
    await using server = await startModuleProxy(GOOD);
    await using opened = await open(`${server.url}/`);
    const info = await opened.proxy.info(VERSION);
    expect(info?.time).toEqual(new Date(MODULE_TIME));
    expect(info?.base.href).toBe(`${server.url}/`);
    expect(await opened.proxy.versions()).toEqual([VERSION]);
    expect(await zipOf(opened)).toEqual(ZIP);
    expect(server.requests[0]?.path).toBe(`/golang.org/toolchain/@v/${VERSION}.info`);
  });

  it('lists what it has, with garbage and doubles passed over', async () => {
    const list = `${VERSION}\n\n<html>\n../../x\nv1.0.0\n${VERSION} 2024\nv0.0.1-go1.9.2rc2.windows-386\r\n\u001b[2J\n`;
    await using server = await startModuleProxy({ ...GOOD, list });
    await using opened = await open(server.url);
    expect(await opened.proxy.versions()).toEqual([VERSION, 'v0.0.1-go1.9.2rc2.windows-386']);
  });

  it.each([404, 410])('that says %d gives way to the next', async (status) => {
    await using without = await startModuleProxy({ mode: { kind: 'status', status } });
    await using server = await startModuleProxy(GOOD);
    await using opened = await open(`${without.url},${server.url}`);
    expect((await opened.proxy.info(VERSION))?.base.href).toBe(`${server.url}/`);
    expect(await opened.proxy.versions()).toEqual([VERSION]);
    expect(await zipOf(opened)).toEqual(ZIP);
    expect(without.requests).toHaveLength(3);
  });

  it('is done when all of them say that something is missing', async () => {
    await using one = await startModuleProxy();
    await using other = await startModuleProxy();
    await using opened = await open(`${one.url}|${other.url},off`);
    expect(await opened.proxy.info(VERSION)).toBeUndefined();
    expect(await opened.proxy.versions()).toEqual([]);
    expect((await failureOf(zipOf(opened))).code).toBe('no-release');
  });

  it.each([
    [{ kind: 'status', status: 403 }, 'http-status', 'http-status'],
    [{ kind: 'status', status: 500 }, 'http-status', 'http-status'],
    [{ kind: 'page' }, 'bad-index', 'not-an-archive'],
    [{ kind: 'hang-up' }, 'network', 'network'],
  ] as const)('that answers with %j is final after a comma and not after a bar', async (mode, small, zip) => {
    await using bad = await startModuleProxy({ mode });
    await using server = await startModuleProxy(GOOD);
    {
      await using opened = await open(`${bad.url},${server.url}`);
      const failures = [
        [await failureOf(opened.proxy.info(VERSION)), small],
        [await failureOf(opened.proxy.versions()), small],
        [await failureOf(zipOf(opened)), zip],
      ] as const;
      for (const [failure, code] of failures) {
        expect(failure.code).toBe(code);
        expect(failure.message).toContain('GOPROXY is set by the environment');
        expect(failure.hint).toContain('write | there to ask it after any failure');
      }
      expect(server.requests).toHaveLength(0);
    }
    await using opened = await open(`${bad.url}|${server.url}`);
    expect((await opened.proxy.info(VERSION))?.base.href).toBe(`${server.url}/`);
    expect(await zipOf(opened)).toEqual(ZIP);
  });

  it('that fails outweighs one that has nothing', async () => {
    await using empty = await startModuleProxy();
    await using opened = await open(`${await deadUrl()}|${empty.url}`);
    expect((await failureOf(opened.proxy.info(VERSION))).code).toBe('network');
  });

  it('that answers for another version, or with no JSON, is not believed', async () => {
    const other = 'v0.0.1-go1.22.4.linux-amd64';
    for (const text of [JSON.stringify({ Version: other }), 'null', '[]', 'hello']) {
      await using files = await testWorld();
      const folder = join(files.folder, 'golang.org', 'toolchain', '@v');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${VERSION}.info`), text);
      await using opened = await open(`file://${files.folder}`);
      expect((await failureOf(opened.proxy.info(VERSION))).code).toBe('bad-index');
    }
  });

  it('may be a directory, as the go command fills its own', async () => {
    await using files = await testWorld();
    const folder = join(files.folder, 'with space', 'golang.org', 'toolchain', '@v');
    await mkdir(folder, { recursive: true });
    await using opened = await open(`file://${files.folder}/with%20space`);
    expect(await opened.proxy.info(VERSION)).toBeUndefined();
    expect((await failureOf(zipOf(opened))).code).toBe('no-release');
    await writeFile(join(folder, 'list'), `${VERSION}\n`);
    await writeFile(join(folder, `${VERSION}.info`), JSON.stringify({ Version: VERSION, Time: 'never' }));
    await writeFile(join(folder, `${VERSION}.zip`), ZIP);
    expect((await opened.proxy.info(VERSION))?.time).toBeUndefined();
    expect(await opened.proxy.versions()).toEqual([VERSION]);
    expect(await zipOf(opened)).toEqual(ZIP);
  });

  it('switched off is an error that names the setting', async () => {
    await using opened = await open('off');
    for (const work of [opened.proxy.info(VERSION), opened.proxy.versions(), zipOf(opened)]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('offline');
      expect(failure.message).toContain('GOPROXY=off (the environment)');
    }
  });

  it('tells of the one that failed when the zip comes from the next', async () => {
    await using bad = await startModuleProxy({ mode: { kind: 'status', status: 403 } });
    await using server = await startModuleProxy(GOOD);
    await using opened = await open(`${bad.url}|${server.url}`);
    const kinds: string[] = [];
    const { proxy, destination } = opened;
    const got = await proxy.zip(VERSION, { destination, emit: ({ kind }) => kinds.push(kind) });
    await got.handle.close();
    expect(kinds.slice(0, 2)).toEqual(['next-source', 'start']);
    expect(got.measured.size).toBe(ZIP.length);
  });
});
