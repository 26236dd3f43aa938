import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { believer, proxyWith } from '../../support/believer.ts';
import { filledOnce } from '../../support/filled-once.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { indexOf, startOfficialHosts } from '../../support/official-hosts.ts';
import type { Mode } from '../../support/release-modes.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.27.0', '1.26.2', '1.26.1', '1.22.5', '1.22.4');
const hosts = await startOfficialHosts({ releases: RELEASES, signer });
/** Others, which know of less. */
const poorer = await startOfficialHosts({ releases: tinyReleases('1.21.3'), signer });
afterAll(async () => {
  for (const each of [hosts, poorer]) await each[Symbol.asyncDispose]();
});
const FROZEN = await indexOf(tinyReleases('1.26.1', '1.22.4'));
/** The one line that says it. */
const OLDER =
  /^warning: go\.dev gave an older release index, without go 1\.27\.0, go 1\.26\.2, go 1\.22\.5, seen before; .*gv prune --index.*\n/;
const MISSING = /^warning: go\.dev does not list go 1\.27\.0, go 1\.26\.2, go 1\.22\.5, seen before/m;

const listed = filledOnce(async (box) => {
  const ran = await box.gv(['list', '--remote']);
  expect(ran.stderr).toBe('');
  return ran;
});

function showIndex(mode: Mode): void {
  for (const server of [hosts.goDev, hosts.china]) server.set('index', mode);
}

/** A person who listed the official releases, and whom the official hosts now show an index of a year ago. */
async function frozen(kept: 'cached' | 'cache emptied' = 'cached'): Promise<Sandbox> {
  const box = await sandbox({ signer, env: hosts.env });
  showIndex({ kind: 'good' });
  await listed(box);
  showIndex(FROZEN);
  if (kept === 'cached') await age(box);
  else await rm(join(box.root, 'cache'), { recursive: true });
  return box;
}

/** The cached index is not fresh any more. */
async function age(box: Sandbox): Promise<void> {
  const file = join(box.root, 'cache', 'index.validators.json');
  const kept = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...kept, fetchedAt: '2026-01-02T03:04:05Z' }));
}

async function installed(box: Sandbox): Promise<readonly string[]> {
  return await readdir(join(box.root, 'versions')).catch(() => []);
}

describe('official hosts that show an index of long ago', () => {
  it.each(
    sampled(
      [
        [['install', 'latest'], '1.27.0'],
        [['install', '1.22'], '1.22.5'],
        [['install', 'oldstable'], '1.26.2'],
        [['install', '<1.27'], '1.26.2'],
        [['use', '1.22'], '1.22.5'],
      ],
      4,
    ),
  )('do not lower what gv %j means, and one line says so', async (args, name) => {
    await using box = await frozen();
    expect(await box.gv(args)).toMatchObject({ code: 0, stderr: expect.stringMatching(OLDER) });
    expect(await installed(box)).toEqual([name]);
  });

  it.each(
    sampled(
      [
        [['install', 'latest'], '1.27.0'],
        [['install', '1.22'], '1.22.5'],
        [['use', '1.26'], '1.26.2'],
      ],
      3,
    ),
  )('make gv %j fail by name where the better index is gone', async (args, name) => {
    await using box = await frozen('cache emptied');
    const ran = await box.gv(args);
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringMatching(MISSING) });
    expect(ran.stderr).toContain(`go.dev does not list go ${name}, which was seen before`);
    expect(await installed(box)).toEqual([]);
    expect(await box.gv(['install', '1.22.4'])).toMatchObject({ code: 0 });
  });

  it('do not hide a newer patch from gv outdated and gv upgrade', async () => {
    showIndex({ kind: 'good' });
    await using box = await sandbox({ signer, env: hosts.env });
    await box.gv(['install', '-q', '1.22.4']);
    await age(box);
    showIndex(FROZEN);
    const table = '1.22  1.22.4  -> 1.22.5  end of life\n';
    expect(await box.gv(['outdated'])).toMatchObject({ stdout: table, stderr: expect.stringMatching(OLDER) });
    expect(await box.gv(['upgrade'])).toMatchObject({ code: 0, stderr: expect.stringMatching(OLDER) });
    expect(await installed(box)).toEqual(['1.22.4', '1.22.5']);
    await box.gv(['uninstall', '--force', '1.22.5']);
    await rm(join(box.root, 'cache'), { recursive: true });
    expect(await box.gv(['outdated'])).toMatchObject({
      stdout: table,
      stderr: expect.stringMatching(MISSING),
    });
    expect(await box.gv(['upgrade'])).toMatchObject({ code: 3 });
  });

  it('do not shorten gv list --remote, and JSON says it too', async () => {
    await using box = await frozen();
    const ran = await box.gv(['list', '--remote', '--all']);
    expect(ran.stdout).toMatch(
      /^ +1\.27\.0 .*\n +1\.26\.2 .*\n +1\.26\.1 .*\n +1\.22\.5 .*\n +1\.22\.4 .*\n$/,
    );
    expect(ran.stderr).toMatch(OLDER);
    const [event, list] = (await box.gv(['list', '--remote', '--json'])).stdout.trim().split('\n');
    expect(JSON.parse(event ?? '')).toMatchObject({ event: { type: 'warning' } });
    expect(JSON.parse(list ?? '')).toMatchObject({ data: { index: { answered: 'stale-cache' } } });
    await rm(join(box.root, 'cache'), { recursive: true });
    expect(await box.gv(['list', '--remote'])).toMatchObject({
      stdout: expect.stringMatching(/^1\.27 +1\.27\.0 +supported +not offered/),
      stderr: expect.stringMatching(MISSING),
    });
    expect(await box.gv(['doctor', '--online', '--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"index-behind"'),
    });
  });

  it('are believed again after gv prune --index, and after nothing else', async () => {
    await using box = await frozen();
    const seen = join(box.root, 'trust', 'releases', 'official');
    await box.gv(['prune', '--patches']);
    const planned = await box.gv(['prune', '--index', '-n']);
    expect(planned.stdout).toContain(`would forget ${seen}\n`);
    expect(await box.gv(['install', 'latest'])).toMatchObject({ stderr: expect.stringMatching(OLDER) });
    expect((await box.gv(['prune', '--index'])).stdout).toContain(`forgot ${seen}\n`);
    const ran = await box.gv(['install', 'latest']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.not.stringContaining('seen before') });
    expect(await installed(box)).toEqual(['1.26.1', '1.27.0']);
  });
});

describe('a toolchain that is installed and proven', () => {
  it('was released, whatever the official hosts list: latest means no less', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy, poorer.env, { signer });
    expect(await box.gv(['install', '--source', 'proxy', '1.22.5'])).toMatchObject({ code: 0 });
    // It counts by itself, as one does that an older gv installed; what is remembered outlives it.
    const [trust, aside] = [join(box.root, 'trust'), join(box.home, 'trust')];
    await box.run(['cp', '-a', trust, aside]);
    await box.gv(['prune', '--index']);
    const latest = await box.gv(['install', 'latest']);
    expect(latest).toMatchObject({ code: 0, stderr: expect.stringContaining('does not list go 1.22.5') });
    expect(latest.stderr).toContain('go 1.22.5 is already installed');
    await box.run(['cp', '-a', `${aside}/.`, trust]);
    await box.gv(['uninstall', '--force', '1.22.5']);
    expect(await box.gv(['install', 'latest'])).toMatchObject({ code: 3 });
    await using other = await startReleaseServer({ releases: tinyReleases('1.21.3'), signer });
    const elsewhere = await box.gv(['install', 'latest'], { env: { GV_DL_URL: other.base } });
    expect(elsewhere).toMatchObject({ code: 0, stderr: expect.not.stringContaining('seen before') });
    expect(await installed(box)).toEqual(['1.21.3']);
  });
});

describe('a module proxy that lists less than before', () => {
  const linesOf = (...names: readonly string[]): string =>
    names.map((name) => `v0.0.1-go${name}.linux-amd64\n`).join('');

  it('does not lower latest, nor does it hide what is newer', async () => {
    const served = { list: linesOf('1.27.0', '1.22.5') };
    await using proxy = await startModuleProxy(served);
    await using box = await sandbox({ env: { GOPROXY: proxy.url } });
    await box.gv(['list', '--remote']);
    served.list = linesOf('1.22.5');
    await rm(join(box.root, 'cache'), { recursive: true });
    expect((await box.gv(['list', '--remote'])).stdout).toMatch(/^1\.27 +1\.27\.0 .*\n1\.22 /);
    const ran = await box.gv(['install', 'latest', '--source', 'proxy']);
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining('go 1.27.0 was seen before') });
    expect(ran.stderr).toContain('gv prune --index');
  });

  it('binds no other proxy, and not the official hosts', async () => {
    await using liar = await startModuleProxy({ list: linesOf('1.99.0', '1.22.5') });
    await using honest = await proxyWith();
    await using box = await believer(liar, poorer.env, { signer });
    await box.gv(['list', '--remote']);
    const other = await box.gv(['install', 'latest'], {
      env: { GOPROXY: honest.url, GV_SOURCE: 'proxy' },
    });
    expect(other).toMatchObject({ code: 0 });
    expect(await installed(box)).toEqual(['1.22.5']);
    await box.gv(['uninstall', '--force', '1.22.5']);
    await box.gv(['prune', '--index']);
    await box.gv(['list', '--remote']);
    expect(await box.gv(['install', 'latest', '--source', 'official'])).toMatchObject({ code: 0 });
    expect(await installed(box)).toEqual(['1.21.3']);
  });
});
