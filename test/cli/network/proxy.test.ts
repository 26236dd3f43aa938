import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesText } from '../../../src/report/page/quantities.ts';
import { believer, ENTRIES, type Given, H1, KEY, proxyWith, ZIP } from '../../support/believer.ts';
import { mintLogKey } from '../../support/log-key.ts';
import { flipped, inLookup, inTiles } from '../../support/log-lies.ts';
import { recordOf, testLog, VERSION } from '../../support/log.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { zipBytes } from '../../support/zip-bytes.ts';

describe('gv install through a module proxy', () => {
  it('is what happens when the official hosts cannot be reached, said in one line, and remembered', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toMatch(/^cannot reach 127\.0\.0\.1:9.*asking the module proxies instead$/m);
    expect(ran.stderr).toContain("proven + (in Go's checksum database)\n");
    expect((await box.run(['go', 'version'])).stdout).toBe('go version go1.22.5 linux/amd64 (test)\n');
    expect((await box.gv(['list'])).stdout).toBe(
      `*  1.22.5  ${bytesText(ZIP.length)}  global, module zip, proven\n`,
    );
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect((await box.run(['cat', join(box.root, 'versions', '1.22.5', 'src', 'go.mod')])).stdout).toBe(
      'module std\n',
    );
    const receipt: unknown = JSON.parse(await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8'));
    expect(receipt).toMatchObject({
      archive: `${VERSION}.zip`,
      unproven: false,
      missing: [expect.stringContaining('api, doc')],
    });
    const again = await box.gv(['install', '--force', '1.22.5']);
    expect(again).toMatchObject({ code: 0, stderr: expect.not.stringContaining('cannot reach') });
  });

  it('is not announced where GOPROXY names no proxy, the second time neither', async () => {
    await using box = await believer(undefined, { GOPROXY: 'off' });
    for (const _ of ['first', 'second']) {
      const ran = await box.gv(['install', '1.22.5']);
      expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('GOPROXY=off') });
      expect(ran.stderr).not.toContain('asking');
    }
  });

  it('is not tried when the official hosts answer, nor after a wrong proof', async () => {
    await using proxy = await proxyWith();
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await believer(proxy, { GV_DL_URL: server.base });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 5 });
    expect(await box.gv(['install', '1.99.9'])).toMatchObject({ code: 3 });
    expect(proxy.requests).toEqual([]);
  });

  it('is forbidden by --source official, and alone by --source proxy or GV_SOURCE', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    expect(await box.gv(['install', '--source', 'official', '1.22.5'])).toMatchObject({ code: 4 });
    expect(proxy.requests).toEqual([]);
    const ran = await box.gv(['install', '1.22.5'], { env: { GV_SOURCE: 'proxy' } });
    expect(ran).toMatchObject({ code: 0, stderr: expect.not.stringContaining('cannot reach') });
    expect(await box.gv(['install', '--source', 'elsewhere', '1.22.5'])).toMatchObject({ code: 2 });
  });

  it('answers latest from the list, and never below what was seen before', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    expect(await box.gv(['install', 'latest'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('go 1.22.5'),
    });
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.23.1', '1.22.5'), signer });
    await box.gv(['list', '--remote'], { env: { GV_DL_URL: server.base } });
    const frozen = await box.gv(['install', 'latest'], { env: { GV_DL_URL: server.base } });
    expect(frozen).toMatchObject({ code: 3, stderr: expect.stringContaining('1.23.1') });
  });

  it('lists what the proxies have, and skips garbage lines', async () => {
    await using proxy = await proxyWith({
      list: `${VERSION}\n../../etc\n\u001b[2J\nv0.0.1-go1.22.5.plan9-386\n`,
    });
    await using box = await believer(proxy);
    const ran = await box.gv(['list', '--remote']);
    expect(ran).toMatchObject({ code: 0, stdout: '1.22  1.22.5  supported  proxy\n' });
    expect(ran.stderr).toContain('only the lists of the module proxies');
  });
});

describe('a proxy that lies', () => {
  const other = zipBytes([
    ...ENTRIES.slice(0, -1),
    { ...ENTRIES.at(-1), name: ENTRIES.at(-1)?.name ?? '', body: 'package evil\n' },
  ]);
  const flippedZip = flipped(ZIP, 90);
  it.each<readonly [string, Given, number]>(
    sampled(
      [
        ['about a file', { zip: other }, 5],
        ['about a byte of the zip', { zip: flippedZip }, 5],
        ['about the zip as a whole', { zip: Buffer.from('PK nothing') }, 5],
        ['about the record', { lie: inLookup((text) => text.replace(H1, `h1:${'A'.repeat(43)}=`)) }, 5],
        ['about a tile', { lie: inTiles((bytes) => flipped(bytes, 5)) }, 5],
        [
          'by leaving our line out',
          { log: testLog({ size: 300, id: 77, key: KEY, record: 'x.test/y v1.0.0 h1:abc=\n' }) },
          5,
        ],
        [
          'in the name of another log',
          {
            log: testLog({
              size: 300,
              id: 77,
              key: mintLogKey('sum.golang.org'),
              record: recordOf(VERSION, H1),
            }),
          },
          5,
        ],
      ],
      3,
    ),
  )('%s: exit 5, nothing installed, staging clean', async (_, given, code) => {
    await using proxy = await proxyWith(given);
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code });
    expect(await readdir(join(box.root, 'versions'))).toEqual([]);
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect((await readdir(join(box.root, 'cache'))).filter((name) => name.endsWith('.zip'))).toEqual([]);
  });

  it('with a fork of the log leaves both heads as evidence', async () => {
    const forked = testLog({
      size: 400,
      id: 78,
      key: KEY,
      record: recordOf(VERSION, H1),
      others: new Map([[5, 'fork\n']]),
    });
    await using honest = await proxyWith();
    await using liar = await proxyWith({ log: forked });
    await using box = await believer(honest, { GV_SOURCE: 'proxy' });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    const ran = await box.gv(['install', '--force', '1.22.5', '--json'], { env: { GOPROXY: liar.url } });
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-fork"') });
    const heads = join(box.root, 'trust', 'log');
    const [head = '', ...forks] = await readdir(heads);
    expect(forks).toEqual([`${head}.fork-1`, `${head}.fork-2`]);
    expect(await readFile(join(heads, head), 'utf8')).toContain('\n300\n');
    expect((await box.run(['go', 'version'])).code).toBe(0);
  });

  it('is believed by nobody who did not choose its key', async () => {
    await using proxy = await proxyWith();
    await using box = await sandbox({ env: { GOPROXY: proxy.url, GV_SOURCE: 'proxy', GOSUMDB: KEY.text } });
    expect((await box.gv(['install', '1.22.5'])).code).not.toBe(0);
    expect((await box.gv(['install', '1.22.5'], { env: { GOSUMDB: '' } })).code).toBe(5);
    expect((await box.gv(['install', '1.22.5'], { env: { GOSUMDB: 'off' } })).code).toBe(5);
  });
});

describe('errors name GOPROXY', () => {
  it.each(
    sampled(
      [
        ['off', 4],
        ['http://127.0.0.1:9', 4],
        [',', 2],
      ],
      2,
    ),
  )('GOPROXY=%s', async (value, code) => {
    await using box = await sandbox({ env: { GOPROXY: value, GV_SOURCE: 'proxy' } });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({
      code,
      stderr: expect.stringContaining('GOPROXY'),
    });
  });
});
