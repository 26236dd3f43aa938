import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVersion, type Version } from '../../../src/core/version.ts';
import { diskUse, diskUseInTurns } from '../../../src/io/disk/usage.ts';
import { releaseDate } from '../../../src/jobs/releases/release-date.ts';
import { createDescriber } from '../../../src/tui/run/describe.ts';
import type { Action } from '../../../src/tui/state/action.ts';
import { catalogOf, type Row } from '../../../src/tui/state/catalog.ts';
import { MODULE_TIME, startModuleProxy } from '../../support/module-proxy.ts';
import { deadUrl } from '../../support/raw-server.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { installedRow, REMOTE } from '../../support/screen-state.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

function version(label: string): Version {
  const parsed = parseVersion(label);
  if (parsed === undefined) throw new Error(`no version: ${label}`);
  return parsed;
}

describe('the date of a release', () => {
  it('is when the server last changed its signature', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.27.3'), signer });
    await using world = await testWorld({ env: { GV_DL_URL: server.base } });
    const date = new Date('2024-07-02T18:34:11Z');
    expect(await releaseDate(runIn(world), version('1.27.3'), ['official'])).toEqual({
      date,
      from: 'server',
    });
    expect(server.requests.map(({ path }) => path)).toEqual(['/dl/go1.27.3.linux-amd64.tar.gz.asc']);
  });

  it('is unknown where there is no signature', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.27.3') });
    await using world = await testWorld({ env: { GV_DL_URL: server.base } });
    expect(await releaseDate(runIn(world), version('1.27.3'), ['official'])).toBeUndefined();
  });

  it('is what the module proxy says where one lists it', async () => {
    await using proxy = await startModuleProxy({
      zips: { 'v0.0.1-go1.27.3.linux-amd64': Buffer.from('PK\u0003\u0004') },
    });
    await using world = await testWorld({ env: { GOPROXY: proxy.url, GOENV: 'off' } });
    const date = new Date(MODULE_TIME);
    expect(await releaseDate(runIn(world), version('1.27.3'), ['official', 'proxy'])).toEqual({
      date,
      from: 'proxy',
    });
  });

  it('is asked of nobody when nobody offers it', async () => {
    await using world = await testWorld({ env: { GV_DL_URL: await deadUrl() } });
    expect(await releaseDate(runIn(world), version('1.27.3'), [])).toBeUndefined();
  });
});

/** What a describer tells until it has said everything. */
async function told(world: TestWorld, row: Row, offline: boolean): Promise<readonly string[]> {
  const done = Promise.withResolvers<Extract<Action, { readonly type: 'detail' }>>();
  const describer = createDescriber(runIn(world, { offline }), {
    dispatch: (action) => {
      if (action.type === 'detail' && action.detail.isWhole) done.resolve(action);
    },
    onFailure: done.reject,
  });
  describer.describe(row);
  const { detail } = await done.promise;
  return detail.facts.map(({ name, text }) => `${name}: ${text}`);
}

function rowOf(label: string, installed: Parameters<typeof catalogOf>[1] = []): Row {
  const row = catalogOf(REMOTE, installed).rows.find((candidate) => candidate.label === label);
  if (row === undefined) throw new Error(`no row: ${label}`);
  return { ...row, from: ['official'] };
}

describe('what is told of a release under the cursor', () => {
  it('ends with its date', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.27.3'), signer });
    await using world = await testWorld({ env: { GV_DL_URL: server.base } });
    expect(await told(world, rowOf('1.27.3'), false)).toEqual([
      'offered: by the official archives',
      'archive: 78.7 MB',
      'released: 2024-07-02, by the age of its signature on the server',
    ]);
  });

  it('asks nobody offline', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.27.3'), signer });
    await using world = await testWorld({ env: { GV_DL_URL: server.base } });
    const facts = await told(world, rowOf('1.27.3'), true);
    expect(facts.filter((fact) => fact.startsWith('released'))).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('says why no date could be had, and goes on', async () => {
    await using world = await testWorld({ env: { GV_DL_URL: await deadUrl() } });
    expect((await told(world, rowOf('1.27.3'), false)).at(-1)).toMatch(
      /^released: not known: .*127\.0\.0\.1/,
    );
  });

  it('names the files that ask for an installed one', async () => {
    await using world = await testWorld();
    const installed = installedRow('1.27.2', { path: world.layout.toolchain('1.27.2') });
    await mkdir(join(installed.path, 'bin'), { recursive: true });
    await writeFile(join(installed.path, 'bin', 'go'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(world.cwd, '.go-version'), '1.27.2\n');
    const facts = await told(world, rowOf('1.27.2', [installed]), true);
    expect(facts).toContain(`asked by: ${join(world.cwd, '.go-version')}`);
  });

  it('is told no more once the cursor has gone on', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.27.3', '1.27.2'), signer });
    await using world = await testWorld({ env: { GV_DL_URL: server.base } });
    const done = Promise.withResolvers<void>();
    const labels: string[] = [];
    const describer = createDescriber(runIn(world), {
      dispatch: (action) => {
        if (action.type !== 'detail' || !action.detail.isWhole) return;
        labels.push(action.label);
        done.resolve();
      },
      onFailure: done.reject,
    });
    describer.describe(rowOf('1.27.3'));
    describer.describe(rowOf('1.27.2'));
    await done.promise;
    expect(labels).toEqual(['1.27.2']);
    expect(server.requests.map(({ path }) => path)).toEqual(['/dl/go1.27.2.linux-amd64.tar.gz.asc']);
  });
});

describe('the size of a tree', () => {
  it('is the same counted at once or in turns: links not followed, two names of a file counted once', async () => {
    await using world = await testWorld();
    const tree = join(world.folder, 'tree');
    await mkdir(join(tree, 'sub'), { recursive: true });
    await writeFile(join(tree, 'sub', 'a'), Buffer.alloc(100_000));
    const alone = diskUse(tree);
    await link(join(tree, 'sub', 'a'), join(tree, 'b'));
    await symlink('/', join(tree, 'root'));
    const { signal } = new AbortController();
    expect(diskUse(tree)).toBeGreaterThanOrEqual(100_000);
    expect(diskUse(tree) - alone).toBeLessThan(100_000);
    expect(await diskUseInTurns(tree, signal)).toBe(diskUse(tree));
  });

  it('is not told when nobody waits for it any more', async () => {
    await using world = await testWorld();
    const many = join(world.folder, 'many');
    for (let index = 0; index < 3000; index += 1) {
      await mkdir(join(many, String(index % 100)), { recursive: true });
      await writeFile(join(many, String(index % 100), String(index)), '');
    }
    expect(await diskUseInTurns(many, AbortSignal.abort())).toBeUndefined();
  });
});
