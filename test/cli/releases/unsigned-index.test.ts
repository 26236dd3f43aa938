import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer } from '../../support/believer.ts';
import { startOfficialHosts } from '../../support/official-hosts.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { tarGz } from '../../support/tar-bytes.ts';
import { tinyRelease } from '../../support/toolchains.ts';
import { FILE, logProxy, NAME, receipt, TREE } from '../../support/unsigned-release.ts';

describe('an archive that was never signed, from a server of its own index', () => {
  /** What the log covers is genuine; what it does not cover is somebody else's. */
  const FOREIGN = [...TREE, { path: 'go/misc/set-up.sh', body: '#!/bin/sh\necho evil\n' }];
  const PROVEN = ['VERSION', 'bin', 'pkg', 'src'];

  it('proves what the log covers and no more, remembers nothing, and its host is named wherever proofs are', async () => {
    await using proxy = await logProxy();
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, FOREIGN)] });
    await using box = await believer(proxy, {}, { server });
    const { host } = new URL(server.base);
    const ran = await box.gv(['install', NAME]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain(`SHA-256 as in the release index of ${host}`);
    expect(await readdir(join(box.root, 'versions', NAME))).toEqual(PROVEN);
    expect(await receipt(box)).toMatchObject({
      unproven: false,
      proofs: [{ kind: 'digest', from: 'index', host }, { kind: 'log' }],
      missing: [expect.stringContaining('does not cover')],
    });
    expect(await readdir(join(box.root, 'trust'))).not.toContain('archives.sha256');
    expect((await box.gv(['list'])).stdout).toMatch(/^\*  1\.8\.3  \d+ B  global, index of /);
    expect((await box.gv(['verify'])).stdout).toContain(`SHA-256 as in the release index of ${host}\n`);
    expect((await box.gv(['explain'])).stdout).toMatch(
      new RegExp(`^index +${host}, which is no official`, 'm'),
    );
  });

  it('makes the genuine one of the official hosts look no different afterwards', async () => {
    await using proxy = await logProxy();
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, FOREIGN)] });
    await using hosts = await startOfficialHosts({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, hosts.env);
    expect(await box.gv(['install', NAME], { env: { GV_DL_URL: server.base } })).toMatchObject({ code: 0 });
    expect(await box.gv(['install', '--force', NAME])).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'versions', NAME))).toContain('test');
    expect((await box.gv(['list'])).stdout).toMatch(/^\*  1\.8\.3  \d+ B  global, proven\n$/);
  });

  it('is the same from a mirror, and when it was carried here while that index is in the cache', async () => {
    await using proxy = await logProxy();
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, FOREIGN)] });
    await using box = await believer(proxy, {}, { server });
    const mirror = { env: { GV_MIRROR: server.origin } };
    expect(await box.gv(['install', NAME], mirror)).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'versions', NAME))).toEqual(PROVEN);
    await writeFile(join(box.project, FILE), tarGz(FOREIGN));
    const carried = await box.gv(['install', `./${FILE}`]);
    expect(carried).toMatchObject({ code: 0, stderr: expect.stringMatching(/cached release index of 127/) });
    expect(await readdir(join(box.root, 'versions', NAME))).toEqual(PROVEN);
    expect(await readdir(join(box.root, 'trust'))).not.toContain('archives.sha256');
  });

  it('is proven whole where GV_DL_URL names an official host over TLS', async () => {
    await using proxy = await logProxy();
    await using hosts = await startOfficialHosts({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, { ...hosts.env, GV_DL_URL: 'https://go.dev/dl' });
    const ran = await box.gv(['install', NAME]);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('as in the release index, in') });
    expect(await readdir(join(box.root, 'versions', NAME))).toContain('test');
    const plain = await box.gv(['install', '-f', NAME], { env: { GV_DL_URL: 'http://go.dev/dl' } });
    expect(plain.code).not.toBe(0);
  });
});
