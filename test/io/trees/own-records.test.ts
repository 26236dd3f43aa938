import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emit } from '../../../src/core/events.ts';
import { verdictsText } from '../../../src/report/results/verify-text.ts';
import { parseVerifierKey } from '../../../src/trust/log/verifier-key.ts';
import { KEY } from '../../support/believer.ts';
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

/** Puts something else in the place of a record. */
const IN_PLACE: readonly (readonly [what: string, put: (path: string) => unknown])[] = [
  ['nothing in it', (path) => writeFileSync(path, '')],
  ['{}', (path) => writeFileSync(path, '{}\n')],
  [
    'another schema',
    (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/"schema": 1|^[0-9a-f]/, '"schema": 2')),
  ],
  ['half of its text', (path) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, 99))],
  ['10 MB', (path) => writeFileSync(path, Buffer.alloc(10_000_000, '{'))],
  ['a directory', (path) => rm(path).then(() => mkdir(join(path, 'x'), { recursive: true }))],
  ['a FIFO', (path) => rm(path).then(() => execFileSync('mkfifo', [path]))],
  ['a link to nowhere', (path) => rm(path).then(() => symlink('nowhere', path))],
];

describe('a record of gv’s own that cannot be read is a finding, also of a tree that the database proves', () => {
  it.each(IN_PLACE)('%s', async (_, put) => {
    await using world = await installedWorld({ proxy });
    const { layout } = world;
    for (const name of ['receipt', 'manifest'] as const) {
      await put(layout[name]('1.22.5'));
    }
    const findings = [layout.receipt('1.22.5'), layout.manifest('1.22.5')].map((path) => ({
      kind: 'unreadable',
      path,
    }));
    for (const repair of [false, true]) {
      const told = await toldBy(world, { repair });
      const [head = '', ...lines] = verdictsText(told.verdict === undefined ? [] : [told.verdict]).split(
        '\n',
      );
      expect(head).toMatch(/: as released, \d+ files; gv's own record of it is damaged$/);
      expect(lines.join('\n')).not.toMatch(/no receipt|no list of digests/);
      expect(told.verdict?.left).toBe(repair ? 'records' : undefined);
      expect(told).toMatchObject({
        code: 'tree-changed',
        hint: 'gv install --force 1.22.5',
        verdict: { findings, unrecorded: ['receipt', 'manifest'], log: { state: 'proven' } },
      });
    }
  });

  it('and a missing one is said beside the verdict', async () => {
    await using world = await installedWorld({ proxy });
    const { layout } = world;
    await rm(layout.receipt('1.22.5'));
    await rm(layout.manifest('1.22.5'));
    const { verdict, code } = await toldBy(world);
    expect({ code, state: verdict?.state, findings: verdict?.findings }).toEqual({
      code: 'ok',
      state: 'intact',
      findings: [],
    });
    const text = verdictsText(verdict === undefined ? [] : [verdict]);
    expect(text).toMatch(/^go 1\.22\.5 .*: as released, /);
    expect(text).toContain('no receipt: nothing is known of how this toolchain came');
    expect(text).toContain('no list of digests from the install');
    expect(text).toContain('not covered: test');
  });
});

describe('a kept answer of the checksum database that cannot be read counts as none', () => {
  const key = parseVerifierKey(KEY.text).hash;
  const module = 'v0.0.1-go1.22.5.linux-amd64';

  it.each(IN_PLACE)('%s', async (what, put) => {
    await using world = await installedWorld({ proxy });
    expect(await toldBy(world)).toMatchObject({ code: 'ok' });
    const [record] = world.layout.logRecords(key, module);
    const proof = record.replace('.json', '.tlog-proof');
    await cp(record, proof);
    for (const path of [record, proof]) await put(path);
    const texts: string[] = [];
    const emit: Emit = (event) => void (event.type === 'warning' && texts.push(event.text));
    expect(await toldBy(world, { repair: true }, { emit })).toMatchObject({
      code: 'ok',
      verdict: { log: { state: 'proven' } },
    });
    expect(texts).toEqual(what === 'a directory' ? [expect.stringContaining(`rm -r ${record}`)] : []);
    if (what === 'a directory') execFileSync('rm', ['-r', record]);
    await toldBy(world);
    expect(await toldBy(world, {}, { offline: true })).toMatchObject({
      verdict: { log: { state: 'proven' } },
    });
  });

  it('as does a kept tile', async () => {
    await using world = await installedWorld({ proxy });
    const tile = join(world.layout.tiles, 'sum.golang.org', 'tile/8/0/000');
    await mkdir(join(tile, 'x'), { recursive: true });
    expect(await toldBy(world)).toMatchObject({ code: 'ok', verdict: { log: { state: 'proven' } } });
    expect(statSync(tile).isFile()).toBe(true);
  });
});
