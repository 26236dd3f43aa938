import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedWorld, toldBy } from '../../support/installed-world.ts';
import type { ModuleProxyServer } from '../../support/module-proxy.ts';
import { proxyWithRanges, wholesAsked, withCrc, ZIP } from '../../support/reusing.ts';

let proxy: ModuleProxyServer;
beforeAll(async () => {
  proxy = await proxyWithRanges();
});
afterAll(() => proxy[Symbol.asyncDispose]());

describe('gv verify of an installed archive', () => {
  it('passes by the database and, outside h1, by the list; a tree outside the list is found; offline says what was not asked', async () => {
    await using world = await installedWorld({ proxy });
    const goroot = world.layout.toolchain('1.22.5');
    expect(await toldBy(world, {}, { offline: true })).toMatchObject({
      code: 'ok',
      verdict: {
        state: 'intact',
        log: { state: 'not-asked', why: expect.stringContaining('was not asked') },
      },
    });
    expect(await toldBy(world)).toMatchObject({
      code: 'ok',
      verdict: { state: 'intact', log: { state: 'proven' }, receiptOnly: ['test'], uncovered: [] },
    });
    // The proof is kept, and proven once more without a network.
    expect(await toldBy(world, {}, { offline: true })).toMatchObject({
      verdict: { log: { state: 'proven' } },
    });
    await writeFile(join(goroot, 'test/x.go'), 'package y\n');
    expect(await toldBy(world)).toMatchObject({
      code: 'tree-changed',
      verdict: { findings: [{ kind: 'changed', path: 'test/x.go' }], log: { state: 'proven' } },
    });
  });

  it('finds an edited list, a receipt of another tree, and a tree replaced together with its list', async () => {
    await using world = await installedWorld({ proxy });
    const { layout } = world;
    const list = readFileSync(layout.manifest('1.22.5'), 'utf8');
    writeFileSync(layout.manifest('1.22.5'), list.replace(/^[0-9a-f]{4}(?=.*bin\/go$)/m, 'ffff'));
    expect(await toldBy(world)).toMatchObject({
      code: 'tree-changed',
      verdict: { findings: [{ kind: 'record', path: layout.manifest('1.22.5') }], log: { state: 'proven' } },
    });
    const evil = 'evil';
    await writeFile(join(layout.toolchain('1.22.5'), 'bin/go'), evil);
    const sha256 = createHash('sha256').update(evil).digest('hex');
    writeFileSync(layout.manifest('1.22.5'), list.replace(/^.*(?= {2}bin\/go$)/m, sha256));
    const receipt = readFileSync(layout.receipt('1.22.5'), 'utf8');
    writeFileSync(layout.receipt('1.22.5'), receipt.replace('"release": "1.22.5"', '"release": "1.22.4"'));
    expect(await toldBy(world, {}, { offline: true })).toMatchObject({
      code: 'tree-changed',
      verdict: {
        findings: [
          { kind: 'record', path: layout.receipt('1.22.5') },
          { kind: 'record', path: layout.manifest('1.22.5') },
        ],
        log: { state: 'differs', named: { by: 'nothing', why: { code: 'offline' } } },
      },
    });
    expect(await toldBy(world)).toMatchObject({
      code: 'tree-changed',
      verdict: {
        findings: [
          { kind: 'changed', path: 'bin/go' },
          { kind: 'record', path: layout.receipt('1.22.5') },
          { kind: 'record', path: layout.manifest('1.22.5') },
        ],
        log: { state: 'differs', named: { by: 'sha256' } },
      },
    });
  });
});

describe('gv verify --upgrade-proofs', () => {
  it('adds the proof of the database to the receipt of a tree that is as released, and of no other', async () => {
    await using world = await installedWorld({ proxy });
    const { layout } = world;
    const before = readFileSync(layout.receipt('1.22.5'), 'utf8');
    expect(await toldBy(world, { upgradeProofs: true }, { offline: true })).toMatchObject({ code: 'ok' });
    await chmod(join(layout.toolchain('1.22.5'), 'src'), 0o777);
    expect(await toldBy(world, { upgradeProofs: true })).toMatchObject({ code: 'tree-changed' });
    expect(readFileSync(layout.receipt('1.22.5'), 'utf8')).toBe(before);
    await chmod(join(layout.toolchain('1.22.5'), 'src'), 0o755);
    const { verdict } = await toldBy(world, { upgradeProofs: true });
    expect(verdict?.receipt?.proofs).toMatchObject([{ kind: 'digest' }, { kind: 'log', record: 77 }]);
    expect(await toldBy(world, {}, { offline: true })).toMatchObject({
      verdict: { receipt: verdict?.receipt },
    });
  });
});

describe('gv verify --repair', () => {
  it('puts back changed, missing, extra and linked files and modes from pieces of the zip, and leaves the archive its receipt', async () => {
    await using world = await installedWorld({ proxy });
    const goroot = world.layout.toolchain('1.22.5');
    await writeFile(join(goroot, 'src/fmt/print.go'), 'package evil\n');
    await rm(join(goroot, 'VERSION'));
    await writeFile(join(goroot, 'src/evil.go'), '');
    await rm(join(goroot, 'bin/gofmt'));
    await symlink('go', join(goroot, 'bin/gofmt'));
    await chmod(join(goroot, 'pkg/tool/linux_amd64/compile'), 0o644);
    const before = wholesAsked(proxy);
    const { verdict, code } = await toldBy(world, { repair: true });
    expect(code).toBe('ok');
    expect(verdict).toMatchObject({ state: 'intact', log: { state: 'proven' }, receiptOnly: ['test'] });
    expect(verdict?.repaired).toHaveLength(5);
    expect(verdict?.receipt).toMatchObject({
      archive: 'go1.22.5.linux-amd64.tar.gz',
      installed: '2026-01-01T00:00:00.000Z',
      repaired: expect.any(String),
      proofs: [{ kind: 'digest' }, { kind: 'log', record: 77 }],
    });
    expect(wholesAsked(proxy)).toBe(before);
    expect(readdirSync(world.layout.staging)).toEqual([]);
    expect(readFileSync(join(goroot, 'test/x.go'), 'utf8')).toBe('package x\n');
  });

  it('fetches the whole zip where sizes and CRCs lie', async () => {
    await using world = await installedWorld({ proxy, archive: 'v0.0.1-go1.22.5.linux-amd64.zip' });
    const path = join(world.layout.toolchain('1.22.5'), 'src/large/03.bin');
    const good = readFileSync(path);
    writeFileSync(path, withCrc(Buffer.alloc(good.length, 'evil '), crc32(good)));
    const before = wholesAsked(proxy);
    // A damaged one in the cache is of no use.
    await mkdir(world.layout.cache, { recursive: true });
    const cached = join(world.layout.cache, 'v0.0.1-go1.22.5.linux-amd64.zip');
    await writeFile(cached, Buffer.from(ZIP).fill(0, 4_000_000, 4_000_100));
    expect(await toldBy(world, { repair: true })).toMatchObject({
      code: 'ok',
      verdict: { log: { state: 'proven' } },
    });
    expect(wholesAsked(proxy)).toBe(before + 1);
    expect(existsSync(cached)).toBe(false);
    expect(readFileSync(path).equals(good)).toBe(true);
  });

  it('leaves what is outside h1 and lost to an install, and says so', async () => {
    await using world = await installedWorld({ proxy });
    const goroot = world.layout.toolchain('1.22.5');
    await writeFile(join(goroot, 'test/x.go'), 'package y\n');
    expect(await toldBy(world, { repair: true })).toMatchObject({
      code: 'tree-changed',
      hint: 'gv install --force 1.22.5',
      verdict: { findings: [{ kind: 'missing', path: 'test/x.go' }] },
    });
  });

  it('changes nothing where it cannot prove: offline, and a server that has another zip', async () => {
    await using liar = await proxyWithRanges({
      lie: (answer, { isEnd }) => (isEnd ? answer : { ...answer, body: Buffer.alloc(answer.body.length, 1) }),
    });
    await using world = await installedWorld({ proxy: liar });
    const path = join(world.layout.toolchain('1.22.5'), 'src/large/03.bin');
    await writeFile(path, 'changed');
    liar.set('.zip', { kind: 'status', status: 404 });
    expect(await toldBy(world, { repair: true })).toMatchObject({ code: 'no-release' });
    expect(await toldBy(world, { repair: true }, { offline: true })).toMatchObject({ code: 'offline' });
    expect(readFileSync(path, 'utf8')).toBe('changed');
    expect(readdirSync(world.layout.staging)).toEqual([]);
  });

  it('is refused for an archive that no module zip is known to equal', async () => {
    await using world = await installedWorld({ proxy });
    const darwin = { ...world, platform: { os: 'darwin', arch: 'amd64' } };
    await rm(join(world.layout.toolchain('1.22.5'), 'bin/go'));
    expect(await toldBy(darwin, { repair: true }, { offline: true })).toMatchObject({
      code: 'tree-changed',
      hint: 'gv install --force 1.22.5',
    });
  });
});
