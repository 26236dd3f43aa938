import { describe, expect, it } from 'vitest';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const LIST = ['1.22.5', '1.22.4', '1.21.1'].map((name) => `v0.0.1-go${name}.linux-amd64\n`).join('');

interface Line {
  readonly version: string;
  readonly from: readonly string[];
}

function linesOf(stdout: string): Readonly<Record<string, readonly string[]>> {
  const { data } = JSON.parse(stdout) as { readonly data: { readonly releases: readonly Line[] } };
  return Object.fromEntries(data.releases.map(({ version, from }) => [version, from]));
}

describe('gv list --remote with a module proxy', () => {
  it('shows the union with the index, saying where each release is to be had', async () => {
    await using proxy = await startModuleProxy({ list: LIST });
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.20.1') });
    await using box = await sandbox({ server, env: { GOPROXY: proxy.url } });
    const text = await box.gv(['list', '--remote', '--all']);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/^ {3}1\.22\.5 +\d+ B +official and proxy\n/);
    expect(text.stdout).toMatch(/^ {3}1\.22\.4 +proxy$/m);
    const json = await box.gv(['list', '--remote', '--all', '--json']);
    expect(linesOf(json.stdout)).toEqual({
      '1.22.5': ['official', 'proxy'],
      '1.22.4': ['proxy'],
      '1.21.1': ['proxy'],
      '1.20.1': ['official'],
    });
    expect((await box.gv(['list', '--remote'])).stdout).toMatch(
      /^1\.22 +1\.22\.5 +supported +official and proxy\n/,
    );
  });

  it('keeps the list: a fresh one is not asked for again, and offline any will do', async () => {
    await using proxy = await startModuleProxy({ list: LIST });
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5') });
    await using box = await sandbox({ server, env: { GOPROXY: proxy.url } });
    await box.gv(['list', '--remote']);
    expect(proxy.requests).toHaveLength(1);
    await box.gv(['list', '--remote']);
    expect(await box.gv(['list', '--remote', '--offline', '1.21'])).toMatchObject({ code: 0 });
    expect(proxy.requests).toHaveLength(1);
    const other = { env: { GOPROXY: `${proxy.url}/other` } };
    expect(await box.gv(['list', '--remote', '--offline', '1.21'], other)).toMatchObject({ code: 3 });
    await box.gv(['list', '--remote'], other);
    expect(proxy.requests).toHaveLength(2);
  });

  it('names both failures where neither answers, the first time and after', async () => {
    await using box = await sandbox({ env: { GOPROXY: 'http://127.0.0.1:1', GOSUMDB: 'off' } });
    for (const _ of ['first', 'second']) {
      const ran = await box.gv(['list', '--remote']);
      expect(ran).toMatchObject({ code: 4, stdout: '' });
      expect(ran.stderr).toMatch(
        /cannot reach 127\.0\.0\.1:9: .*; cannot reach 127\.0\.0\.1:1: .* \(GOPROXY is set by the environment\)/,
      );
    }
  });

  it.each(
    sampled(
      [
        ['refuses', { kind: 'status', status: 403 }],
        ['is a captive portal', { kind: 'page' }],
        ['hangs up', { kind: 'hang-up' }],
      ] as const,
      2,
    ),
  )('does without a proxy that %s', async (_, mode) => {
    await using proxy = await startModuleProxy({ mode });
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5') });
    await using box = await sandbox({ server, env: { GOPROXY: proxy.url } });
    const ran = await box.gv(['list', '--remote']);
    expect(ran).toMatchObject({ code: 0, stdout: '1.22  1.22.5  supported  official\n' });
    expect(ran.stderr).toContain('without the lists of the module proxies');
  });

  it('does not wait for a proxy that never answers', async () => {
    await using proxy = await startModuleProxy({ mode: { kind: 'silent' } });
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5') });
    await using box = await sandbox({ server, env: { GOPROXY: proxy.url } });
    const ran = await box.gv(['list', '--remote']);
    expect(ran).toMatchObject({ code: 0, stdout: '1.22  1.22.5  supported  official\n' });
    expect(ran.stderr).toContain('they take too long to answer');
  });

  it('does not ask what did not answer a moment ago where somebody else answers', async () => {
    await using proxy = await startModuleProxy({ list: LIST });
    await using box = await sandbox({ env: { GOPROXY: proxy.url } });
    expect((await box.gv(['list', '--remote'])).stderr).toContain('cannot reach 127.0.0.1:9');
    expect(await box.gv(['list', '--remote'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('asks it all the same where nobody else does', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5') });
    await using box = await sandbox({ server });
    server.set('index', { kind: 'status', status: 503 });
    expect(await box.gv(['list', '--remote'])).toMatchObject({ code: 4 });
    server.set('index', { kind: 'good' });
    expect(await box.gv(['list', '--remote'])).toMatchObject({ code: 0 });
  });
});
