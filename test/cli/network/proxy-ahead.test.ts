import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { h1Of } from '../../../src/trust/log/h1.ts';
import { believer, ENTRIES, goodLog } from '../../support/believer.ts';
import { VERSION } from '../../support/log.ts';
import { type ModuleProxyOptions, startModuleProxy } from '../../support/module-proxy.ts';
import { sampled } from '../../support/sample.ts';
import { PREFIX, zipBytes, type ZipEntry } from '../../support/zip-bytes.ts';

/** Large enough that its end is asked for before it is here; the bytes do not pack. */
const BLOCK = 64 * 1024;
const LARGE: readonly ZipEntry[] = Array.from({ length: 20 }, (_, index) => ({
  name: `${PREFIX}src/large/${index}.bin`,
  body: Buffer.concat(
    Array.from({ length: 8 }, (__, block) => Buffer.alloc(BLOCK, noise(`${index} ${block}`))),
  ),
  stored: true,
  mode: 0o100644,
}));

function noise(seed: string): Buffer {
  return createHash('sha512').update(seed).digest();
}

const ALL = [...ENTRIES, ...LARGE];
const ZIP = zipBytes(ALL);
const OTHER = zipBytes([...ALL.slice(0, -1), { ...LARGE[0], name: `${PREFIX}src/large/other.bin` }]);
const LOG = goodLog(
  VERSION,
  h1Of(ALL.map(({ name, body = '' }) => ({ name, sha256: createHash('sha256').update(body).digest('hex') }))),
);

function serving(options: ModuleProxyOptions): ModuleProxyOptions {
  return { zips: { [VERSION]: ZIP }, sumdb: (path) => Promise.resolve(LOG.answer(path)), ...options };
}

describe('a large module zip', () => {
  it.each(
    sampled(
      [
        { server: 'that shows its end at once', ranges: {} },
        { server: 'without ranges', ranges: undefined },
        { server: 'that shows the end of another one', ranges: { of: OTHER } },
        { server: 'that shows nonsense as its end', ranges: { of: Buffer.alloc(ZIP.length, 'x') } },
      ],
      2,
    ),
  )('is installed and proven from a server $server', async ({ ranges }) => {
    await using proxy = await startModuleProxy(serving(ranges === undefined ? {} : { ranges }));
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining("(in Go's checksum database)") });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect(await readdir(join(box.root, 'cache'))).not.toContain(`${VERSION}.zip`);
    const large = join(box.root, 'versions', '1.22.5', 'src', 'large');
    expect((await readdir(large)).length).toBe(LARGE.length);
    expect((await readFile(join(large, '19.bin'))).equals(Buffer.from(LARGE[19]?.body ?? ''))).toBe(true);
    expect(proxy.requests.filter(({ path }) => path.endsWith('.zip')).length).toBe(2);
    expect(await box.gv(['verify', '1.22.5'])).toMatchObject({ code: 0 });
  });

  it('that the log does not know is refused, and leaves nothing', async () => {
    await using proxy = await startModuleProxy(serving({ zips: { [VERSION]: OTHER }, ranges: {} }));
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 5, stderr: expect.stringContaining('checksum database') });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect(await readdir(join(box.root, 'versions'))).toEqual([]);
  });

  it('whose connection breaks is fetched on, and unpacked as any other', async () => {
    await using proxy = await startModuleProxy(serving({}));
    proxy.set('.zip', { kind: 'half' });
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 4 });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    proxy.set('.zip', { kind: 'good' });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
  });
});
