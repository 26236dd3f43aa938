import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, ENTRIES, goodLog, H1, KEY, proxyWith, ZIP } from '../../support/believer.ts';
import { flipped, inTiles } from '../../support/log-lies.ts';
import { startLogServer } from '../../support/log-server.ts';
import { VERSION } from '../../support/log.ts';
import { sampled } from '../../support/sample.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';
import { zipBytes } from '../../support/zip-bytes.ts';

const NAME = `${VERSION}.zip`;
const SHA256 = createHash('sha256').update(ZIP).digest('hex');
const EVIL = zipBytes(
  ENTRIES.map((entry) => (entry.name.endsWith('print.go') ? { ...entry, body: 'package evil\n' } : entry)),
);

async function bring(box: Sandbox, bytes: Uint8Array = ZIP, name = NAME): Promise<void> {
  await writeFile(join(box.project, name), bytes);
}

async function expectNothing(box: Sandbox): Promise<void> {
  expect(await readdir(join(box.root, 'versions')).catch(() => [])).toEqual([]);
  expect(await readdir(join(box.root, 'staging')).catch(() => [])).toEqual([]);
  expect(await readdir(join(box.root, 'cache')).catch(() => [])).not.toContain(`carried-${NAME}`);
}

describe('a module zip that somebody carried here', () => {
  it.each(sampled([NAME, 'go1.22.5.linux-amd64.zip'], 2))(
    'is proven by the log where it answers: %s',
    async (name) => {
      await using proxy = await proxyWith();
      await using box = await believer(proxy);
      await bring(box, ZIP, name);
      const verified = await box.gv(['verify', `./${name}`, '--json']);
      const { data } = JSON.parse(verified.stdout) as { data: unknown };
      expect(data).toMatchObject({
        files: [
          { release: '1.22.5', target: 'linux-amd64', sha256: SHA256, proofs: [{ kind: 'log', h1: H1 }] },
        ],
      });
      await expectNothing(box);
      expect(await box.gv(['install', `./${name}`])).toMatchObject({ code: 0 });
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
      expect((await box.gv(['list'])).stdout).toContain('module zip');
      const receipt: unknown = JSON.parse(await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8'));
      expect(receipt).toMatchObject({ archive: NAME, source: join(box.project, name), unproven: false });
    },
  );

  it('is proven offline by what the log said before, also where that was carried along, and not by what another key signed', async () => {
    await using proxy = await proxyWith();
    await using there = await believer(proxy);
    await using here = await believer(undefined);
    await bring(there);
    await bring(here);
    expect(await here.gv(['install', `./${NAME}`, '--offline', '--json'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('"log-missing"'),
    });
    await expectNothing(here);
    expect(await there.gv(['verify', NAME])).toMatchObject({ code: 0 });
    await mkdir(join(here.root, 'trust'), { recursive: true });
    const records = join('trust', 'log-records');
    await here.run(['cp', '-r', join(there.root, records), join(here.root, records)]);
    expect(await here.gv(['install', `./${NAME}`, '--offline'])).toMatchObject({ code: 0 });
    // Another key did not sign that.
    await there.gv(['config', 'unset', 'log-key']);
    expect(await there.gv(['verify', NAME, '--offline'])).toMatchObject({ code: 5 });
  });

  it('is not unpacked where nothing could prove it', async () => {
    await using here = await believer(undefined);
    await bring(here, ZIP.subarray(0, ZIP.length - 1));
    const ran = await here.gv(['install', `./${NAME}`, '--offline', '--json']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-missing"') });
  });

  it('is installed offline with the proof file that another machine printed', async () => {
    await using proxy = await proxyWith();
    await using there = await believer(proxy);
    await using here = await believer(undefined);
    await bring(here);
    const printed = await there.gv(['verify', '--proof', '1.22.5']);
    // The refusal names this way first.
    for (const command of ['verify', 'install']) {
      const refused = await here.gv([command, `./${NAME}`, '--offline']);
      const [, line, flags = ''] =
        /gv (verify --proof 1\.22\.5) > (?:\S+) .*?add (--log-proof \S+)/s.exec(refused.stderr) ?? [];
      expect([refused.code, line]).toEqual([5, 'verify --proof 1.22.5']);
      await writeFile(join(here.project, flags.replace('--log-proof ', '')), printed.stdout);
      expect(await here.gv(['verify', `./${NAME}`, '--offline', ...flags.split(' ')])).toMatchObject({
        code: 0,
      });
      await rm(join(here.root, 'trust'), { recursive: true });
    }
    await writeFile(join(here.project, `${NAME}.tlog-proof`), printed.stdout);
    const ran = await here.gv(['install', `./${NAME}`, '--offline']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('is of 300 records') });
    const receipt: unknown = JSON.parse(await readFile(join(here.root, 'receipts', '1.22.5.json'), 'utf8'));
    expect(receipt).toMatchObject({ proofs: [{ kind: 'log', h1: H1, treeSize: 300 }], h1: H1 });
    await rm(join(here.project, `${NAME}.tlog-proof`));
    expect(await here.gv(['verify', '--proof', '1.22.5', '--offline'])).toEqual(printed);
    expect((await here.gv(['verify', '--offline'])).stdout).toContain('as released');
  });

  it.each<readonly [string, Uint8Array, string]>(
    sampled(
      [
        ['holds another file', EVIL, '"log-wrong"'],
        ['has a flipped byte', flipped(ZIP, 90), '"archive-hostile"'],
        ['is cut off', ZIP.subarray(0, -30), '"archive-hostile"'],
        ['is none', Buffer.from('<html>'), '"archive-hostile"'],
      ],
      2,
    ),
  )('that %s is refused, --unproven or not', async (_, bytes, code) => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    await bring(box, bytes);
    for (const args of sampled([['verify'], ['install'], ['install', '--unproven']], 2)) {
      const ran = await box.gv([...args, `./${NAME}`, '--json']);
      expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining(code) });
    }
    await expectNothing(box);
  });

  it('is refused when the log lies, and no memory helps', async () => {
    await using honest = await proxyWith();
    await using liar = await proxyWith({ lie: inTiles((bytes) => flipped(bytes, 5)) });
    await using box = await believer(honest);
    await bring(box);
    expect(await box.gv(['verify', NAME])).toMatchObject({ code: 0 });
    expect(await box.gv(['verify', NAME], { env: { GOPROXY: liar.url } })).toMatchObject({ code: 5 });
  });

  it('may have a digest that must fit, which proves nothing alone', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    await bring(box);
    const ran = await box.gv(['verify', NAME, '--sha256', SHA256]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('SHA-256 as in --sha256') });
    expect(await box.gv(['verify', NAME, '--sha256', '0'.repeat(64)])).toMatchObject({ code: 5 });
    const alone = ['install', `./${NAME}`, '--sha256', SHA256, '--offline'];
    await using stranger = await believer(undefined);
    await bring(stranger);
    expect(await stranger.gv(alone)).toMatchObject({ code: 5 });
    expect(await stranger.gv([...alone, '--unproven'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('NOT proven'),
    });
  });

  it('of another platform or under another name is named', async () => {
    await using box = await believer(undefined);
    await bring(box, ZIP, 'v0.0.1-go1.22.5.plan9-386.zip');
    expect(await box.gv(['install', './v0.0.1-go1.22.5.plan9-386.zip'])).toMatchObject({ code: 3 });
    await bring(box, ZIP, 'v0.0.1-gox.linux-amd64.zip');
    expect(await box.gv(['verify', './v0.0.1-gox.linux-amd64.zip'])).toMatchObject({ code: 2 });
  });
});

describe('GOPROXY=file:// of a module cache', () => {
  /** As the go command leaves it: a zip, and neither list nor `.info`. */
  async function moduleCache(box: Sandbox): Promise<string> {
    const versions = join(box.home, 'download', 'golang.org', 'toolchain', '@v');
    await mkdir(versions, { recursive: true });
    await writeFile(join(versions, NAME), ZIP);
    await writeFile(join(versions, `${VERSION}.ziphash`), H1);
    return `file://${join(box.home, 'download')}`;
  }

  it('is proven by the log where GOSUMDB says who passes it on', async () => {
    await using log = await startLogServer(goodLog());
    await using box = await believer(undefined, { GV_SOURCE: 'proxy' });
    const GOPROXY = `${await moduleCache(box)}|${log.origin}`;
    for (const query of sampled(['1.22.5', '1.22', 'latest'], 2)) {
      expect(await box.gv(['install', '--force', query], { env: { GOPROXY } })).toMatchObject({
        code: 0,
        stderr: expect.stringContaining("(in Go's checksum database)"),
      });
    }
  });

  it.each(sampled(['off', ''], 2))('without the log it needs --unproven: GOSUMDB=%s', async (GOSUMDB) => {
    await using box = await sandbox({
      env: { GV_SOURCE: 'proxy', HTTPS_PROXY: 'http://127.0.0.1:9' },
    });
    const env = { GOPROXY: await moduleCache(box), GOSUMDB };
    const ran = await box.gv(['install', '1.22.5', '--json'], { env });
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-missing"') });
    await expectNothing(box);
    const unproven = await box.gv(['install', '1.22.5', '--unproven'], { env });
    expect(unproven).toMatchObject({ code: 0, stderr: expect.stringContaining('NOT proven') });
    expect((await box.gv(['list'])).stdout).toContain('UNPROVEN');
    const receipt: unknown = JSON.parse(await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8'));
    expect(receipt).toMatchObject({
      unproven: true,
      missing: [expect.stringContaining('checksum database'), expect.anything()],
    });
  });

  it.each(sampled(['http://127.0.0.1:9', 'direct'], 2))(
    'GOSUMDB=off is heeded for it alone, not beside %s',
    async (other) => {
      await using box = await sandbox({ env: { GV_SOURCE: 'proxy', GOSUMDB: 'off' } });
      const env = { GOPROXY: `${await moduleCache(box)},${other}` };
      const ran = await box.gv(['install', '1.22.5', '--unproven', '--json'], { env });
      expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-disabled"') });
      await expectNothing(box);
    },
  );

  it('a lie is refused with --unproven too', async () => {
    await using log = await startLogServer(goodLog(VERSION, `h1:${'A'.repeat(43)}=`));
    await using box = await believer(undefined, { GV_SOURCE: 'proxy' });
    const env = { GOPROXY: `${await moduleCache(box)}|${log.origin}` };
    expect(KEY.name).toBe('sum.golang.org');
    expect(await box.gv(['install', '1.22.5', '--unproven'], { env })).toMatchObject({ code: 5 });
    await expectNothing(box);
  });
});
