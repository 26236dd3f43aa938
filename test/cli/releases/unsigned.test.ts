import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleH1 } from '../../../src/trust/log/module-h1.ts';
import { believer, goodLog } from '../../support/believer.ts';
import { flipped, inLookup, inTiles } from '../../support/log-lies.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { startOfficialHosts } from '../../support/official-hosts.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { tarGz, toolchainEntries, type TarEntry } from '../../support/tar-bytes.ts';
import { tinyRelease, tinyReleases } from '../../support/toolchains.ts';
import { FILE, h1, logProxy, MODULE, NAME, receipt, TREE } from '../../support/unsigned-release.ts';

async function expectNothing(box: Sandbox): Promise<void> {
  expect(await readdir(join(box.root, 'versions')).catch(() => [])).toEqual([]);
  expect(await readdir(join(box.root, 'staging')).catch(() => [])).toEqual([]);
}

describe('an archive that was never signed', () => {
  it('is installed whole when the index and the checksum database agree', async () => {
    await using proxy = await logProxy();
    await using hosts = await startOfficialHosts({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, hosts.env);
    const ran = await box.gv(['install', NAME]);
    const proven = "proven + (SHA-256 as in the release index, in Go's checksum database)\n";
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining(proven) });
    expect((await receipt(box)).proofs.map(({ kind }) => kind)).toEqual(['digest', 'log']);
    expect(await readdir(join(box.root, 'versions', NAME))).toContain('test');
  });

  it.each<readonly [string, readonly TarEntry[]]>(
    sampled(
      [
        [
          'another file',
          TREE.map((entry) => (entry.path === 'go/bin/go' ? { ...entry, body: 'evil' } : entry)),
        ],
        ['a file more', [...TREE, { path: 'go/src/evil.go', body: '' }]],
        ['a file less', TREE.filter(({ path }) => path !== 'go/src/fmt/print.go')],
      ],
      3,
    ),
  )('with %s than the log records is refused, --unproven or not', async (_, entries) => {
    await using proxy = await logProxy();
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, entries)] });
    await using box = await believer(proxy, {}, { server });
    for (const more of [[], ['--unproven']]) {
      const ran = await box.gv(['install', NAME, '--json', ...more]);
      expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-wrong"') });
    }
    await expectNothing(box);
  });

  it('is refused where the log cannot be asked, and --unproven lets it in, loudly', async () => {
    await using proxy = await startModuleProxy({ mode: { kind: 'status', status: 403 } });
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, {}, { server });
    const ran = await box.gv(['install', NAME, '--json']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-missing"') });
    await expectNothing(box);
    const off = await box.gv(['install', NAME, '--json'], { env: { GOSUMDB: 'off' } });
    expect(off).toMatchObject({ code: 5 });
    const unproven = await box.gv(['install', NAME, '--unproven']);
    expect(unproven).toMatchObject({ code: 0, stderr: expect.stringContaining('NOT proven') });
    expect(await receipt(box)).toMatchObject({ unproven: true });
  });

  it('and a log that lies are refused, --unproven or not', async () => {
    await using proxy = await logProxy(inTiles((bytes) => flipped(bytes, 5)));
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, {}, { server });
    expect(await box.gv(['install', NAME, '--unproven'])).toMatchObject({ code: 5 });
    await expectNothing(box);
  });

  it('is refused where a sign-in page answers for the log, which is no answer of the log', async () => {
    await using proxy = await logProxy(inLookup(() => '<!doctype html>\n\nlog in\n'));
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, {}, { server });
    const ran = await box.gv(['install', NAME, '--json']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-missing"') });
    expect(ran.stderr).toContain('sign-in page of the network');
    await expectNothing(box);
  });

  it('and a log that answers with anything else than its records are refused, with --unproven too', async () => {
    await using proxy = await logProxy(inLookup(() => '{"error":"not today"}\n'));
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, {}, { server });
    const ran = await box.gv(['install', NAME, '--json', '--unproven']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-malformed"') });
    await expectNothing(box);
  });

  it('and has another digest than the index is not even read', async () => {
    await using proxy = await logProxy();
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, TREE)] });
    server.set(FILE, { kind: 'lying-bytes', at: 40 });
    await using box = await believer(proxy, {}, { server });
    expect(await box.gv(['install', NAME])).toMatchObject({ code: 5 });
    expect(proxy.requests).toEqual([]);
  });
});

describe('such an archive that somebody carried here', () => {
  it('is proven by the log alone, and offline by what the log said before; what it does not cover stays out', async () => {
    await using proxy = await logProxy();
    await using box = await believer(proxy);
    await writeFile(join(box.project, FILE), tarGz(TREE));
    expect(await box.gv(['verify', FILE, '--offline'])).toMatchObject({ code: 5 });
    expect(proxy.requests).toEqual([]);
    expect(await box.gv(['verify', FILE])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('record 77'),
    });
    const asked = proxy.requests.length;
    expect(await box.gv(['install', `./${FILE}`, '--offline'])).toMatchObject({ code: 0 });
    expect(proxy.requests).toHaveLength(asked);
    expect(await readdir(join(box.root, 'versions', NAME))).toEqual(['VERSION', 'bin', 'pkg', 'src']);
    expect((await receipt(box)).missing.join()).toContain('does not cover');
    // The rest of it may be anybody's: the genuine archive must not look changed beside it.
    expect(await readdir(join(box.root, 'trust'))).not.toContain('archives.sha256');
  });

  it("proven by a key of the user's own says nothing about the official archive, which is taken later", async () => {
    const signer = await newSigner();
    const patched = [...TREE, { path: 'go/src/patch.go', body: 'package patch\n' }];
    await using proxy = await logProxy();
    await using company = await startReleaseServer({ releases: [tinyRelease(NAME, patched)], signer });
    await using hosts = await startOfficialHosts({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, hosts.env, { signer });
    const mirror = { env: { GV_DL_URL: company.base } };
    expect(await box.gv(['install', NAME], mirror)).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'trust'))).not.toContain('archives.sha256');
    expect(await box.gv(['install', '--force', NAME])).toMatchObject({ code: 0 });
    expect(await readFile(join(box.root, 'trust', 'archives.sha256'), 'utf8')).toContain(FILE);
    // From then on the other one is no such archive.
    expect(await box.gv(['install', '--force', NAME], mirror)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('was proven before'),
    });
  });

  it('is refused with a damaged memory of the log', async () => {
    await using proxy = await logProxy();
    await using box = await believer(proxy);
    await writeFile(join(box.project, FILE), tarGz(TREE));
    await box.gv(['verify', FILE]);
    const records = join(box.root, 'trust', 'log-records');
    const [key = ''] = await readdir(records);
    const path = join(records, key, `${MODULE.version}.json`);
    const text = await readFile(path, 'utf8');
    const other = text.replace(h1(TREE).slice(3, 20), 'A'.repeat(17));
    for (const damaged of sampled([other, '{}', '', '[]', text.slice(9)], 2)) {
      await writeFile(path, damaged);
      expect(await box.gv(['verify', FILE, '--offline'])).toMatchObject({ code: 5, stdout: '' });
    }
  });

  it('is refused with a wrong digest, whatever the log says', async () => {
    await using proxy = await logProxy();
    await using box = await believer(proxy);
    await writeFile(join(box.project, FILE), tarGz(TREE));
    expect(await box.gv(['verify', FILE, '--sha256', '0'.repeat(64)])).toMatchObject({ code: 5 });
  });
});

describe('a mirror that stands alone', () => {
  it('is held against the log as well whenever a proxy passes it on', async () => {
    const signer = await newSigner();
    const name = '1.22.5';
    const version = `v0.0.1-go${name}.linux-amd64`;
    const entries = toolchainEntries(name).filter(({ type }) => type !== '5');
    const files = entries.map(({ path, body = '' }) => ({
      path: path.slice('go/'.length),
      sha256: createHash('sha256').update(body).digest('hex'),
    }));
    const good = goodLog(version, moduleH1(files, { module: MODULE.module, version }));
    const other = goodLog(version, `h1:${'A'.repeat(43)}=`);
    await using mirror = await startReleaseServer({ releases: tinyReleases(name), signer });
    for (const [log, code] of [
      [good, 0],
      [other, 5],
    ] as const) {
      await using proxy = await startModuleProxy({ sumdb: (path) => Promise.resolve(log.answer(path)) });
      const env = { GV_MIRROR: mirror.origin, GV_SOURCE: 'official' };
      await using box = await believer(proxy, env, { signer });
      expect(await box.gv(['install', name])).toMatchObject({ code });
      if (code === 0)
        expect((await receipt(box, name)).proofs.map(({ kind }) => kind)).toEqual(['signature', 'log']);
    }
  });
});
