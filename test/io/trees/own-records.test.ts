import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedWorld, toldBy } from '../../support/installed-world.ts';
import type { ModuleProxyServer } from '../../support/module-proxy.ts';
import { proxyWithRanges } from '../../support/reusing.ts';

let proxy: ModuleProxyServer;
beforeAll(async () => {
  proxy = await proxyWithRanges();
});
afterAll(() => proxy[Symbol.asyncDispose]());

describe('what stands in the place of a release file is named, and gv’s own list is not accused', () => {
  it.each([
    {
      what: 'a link',
      kind: 'link',
      put: async (path: string) => {
        await rm(path);
        await symlink('go', path);
      },
    },
    {
      what: 'a FIFO',
      kind: 'irregular',
      put: async (path: string) => {
        await rm(path);
        execFileSync('mkfifo', [path]);
      },
    },
    {
      what: 'a directory',
      kind: 'irregular',
      put: async (path: string) => {
        await rm(path);
        await mkdir(path);
      },
    },
  ])('$what', async ({ kind, put }) => {
    await using world = await installedWorld({ proxy });
    const { layout } = world;
    await put(join(layout.toolchain('1.22.5'), 'bin/gofmt'));
    const file = { kind, path: 'bin/gofmt' };
    expect(await toldBy(world)).toMatchObject({ code: 'tree-changed', verdict: { findings: [file] } });
    const list = layout.manifest('1.22.5');
    writeFileSync(list, readFileSync(list, 'utf8').replace(/^[0-9a-f]{4}(?=.*bin\/go$)/m, 'ffff'));
    expect(await toldBy(world)).toMatchObject({
      verdict: { findings: [file, { kind: 'record', path: list }] },
    });
    expect(await toldBy(world, { repair: true })).toMatchObject({ code: 'ok' });
  });

  it('names files also beside a list that no module can have', async () => {
    await using world = await installedWorld({ proxy });
    const { layout } = world;
    const list = layout.manifest('1.22.5');
    writeFileSync(list, `${readFileSync(list, 'utf8')}${'0'.repeat(64)}  src/_go.mod\n`);
    expect(await toldBy(world)).toMatchObject({ verdict: { findings: [{ kind: 'record', path: list }] } });
    await rm(join(layout.toolchain('1.22.5'), 'bin/gofmt'));
    expect(await toldBy(world)).toMatchObject({
      verdict: {
        findings: [
          { kind: 'missing', path: 'bin/gofmt' },
          { kind: 'record', path: list },
        ],
        log: { named: { by: 'sha256' } },
      },
    });
  });
});
