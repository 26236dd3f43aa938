import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, proxyWith } from '../../support/believer.ts';
import { fakePrograms } from '../../support/fake-programs.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import type { RunOptions } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

/** What somebody may have at the head of PATH: a dot, nothing, and ways down and through the root; each leads into the current directory. */
const ENTRIES = ['.', '', 'tools', '../project'];

describe('a project with a file of go settings, to which a relative GOENV leads', () => {
  it('chooses neither whom gv asks nor what it runs', async () => {
    await using proxy = await proxyWith();
    await using evil = await proxyWith();
    await using box = await believer(proxy);
    const ran = await fakePrograms(box.project);
    const url = evil.url.replace('http:', 'https:');
    await writeFile(join(box.project, 'goenv'), `GOPROXY=${url}\nGOAUTH=./git\n`);
    const env = { GOENV: 'goenv', GOPROXY: '' };
    const done = await box.gv(['install', '--source', 'proxy', '1.22.5'], { env });
    expect(done).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('GOENV is no absolute path: goenv'),
    });
    expect([await ran(), evil.requests]).toEqual(['', []]);
  });
});

describe('a project with programs of its own, to which PATH leads first', () => {
  it('runs none of them', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.4', '1.21.13'), signer });
    await using proxy = await proxyWith();
    await using box = await believer(proxy, {}, { server, signer });
    const ran = [await fakePrograms(box.project), await fakePrograms(join(box.project, 'tools'))];
    const how: RunOptions = { env: { PATH: [...ENTRIES, box.env['PATH']].join(':') } };
    for (const [args, code] of [
      [['install', '1.22.4', '1.21.13'], 0],
      [['install', '--source', 'proxy', '1.22.5'], 0],
      [['verify'], 0],
      [['verify', '1.22.5'], 0],
      [['explain'], 0],
      [['list', '--remote'], 0],
      [['use', '-g', '1.21.13'], 0],
      [['uninstall', '--yes', '1.22.4'], 0],
      [['rehash'], 0],
      [['prune', '--yes'], 0],
      [['doctor', '--online'], 1],
    ] as const) {
      const done = await box.gv(args, how);
      const names = await Promise.all(ran.map((read) => read()));
      expect([args.join(' '), done.code, ...names], done.stderr).toEqual([args.join(' '), code, '', '']);
    }
  });
});
