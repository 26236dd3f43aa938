import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../../src/io/tar/inspect.ts';
import { unpack } from '../../src/io/tar/unpack.ts';
import { codeOf } from '../support/code-of.ts';
import { expectRefused, expectRefusedEntries } from '../support/hostile-archive.ts';
import { paxEntry, tarBytes, tarGz, toolchainEntries, type TarEntry } from '../support/tar-bytes.ts';

let folder: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  await mkdir(join(folder, 'stage'));
});
afterEach(() => rm(folder, { recursive: true }));

async function unpackBytes(bytes: Uint8Array): Promise<Awaited<ReturnType<typeof unpack>>> {
  const path = join(folder, 'archive.tar.gz');
  await writeFile(path, bytes);
  const handle = await open(path);
  try {
    return await unpack(handle, join(folder, 'stage'), { signal });
  } finally {
    await handle.close();
  }
}

const GOOD = toolchainEntries('1.22.5');
describe('archives with hostile entries', () => {
  it.each<readonly [string, readonly TarEntry[]]>([
    ['a path out of the tree', [{ path: 'go/../../escaped', body: 'x' }]],
    ['an absolute path', [{ path: '/tmp/gv-escaped', body: 'x' }]],
    ['a path outside go/', [{ path: 'escaped', body: 'x' }]],
    ['a symbolic link out', [{ path: 'go/link', type: '2', linkTo: '/etc' }]],
    [
      'a symbolic link and a file through it',
      [
        { path: 'go/link', type: '2', linkTo: '..' },
        { path: 'go/link/escaped', body: 'x' },
      ],
    ],
    ['a hard link', [{ path: 'go/link', type: '1', linkTo: '/etc/passwd' }]],
    ['a device', [{ path: 'go/device', type: '3' }]],
    ['a FIFO', [{ path: 'go/fifo', type: '6' }]],
    ['an unknown type', [{ path: 'go/odd', type: 'Q', body: 'x' }]],
    ['a second entry of a name', [{ path: 'go/VERSION', body: 'go9.9.9\n' }]],
    ['a name that differs in case only', [{ path: 'go/version', body: 'x' }]],
    ['a file as a directory', [{ path: 'go/VERSION/x', body: 'x' }]],
    ['a pax header that renames', [paxEntry({ path: '../../escaped' }), { path: 'go/x', body: 'x' }]],
    ['a pax header that links', [paxEntry({ linkpath: '/etc' }), { path: 'go/x', type: '2' }]],
    ['a wrong checksum', [{ path: 'go/x', body: 'x', badChecksum: true }]],
    ['a body that is cut off', [{ path: 'go/x', body: 'x', size: 10_000_000 }]],
    ['an entry of a terabyte', [{ path: 'go/x', body: 'x', size: 2 ** 32 }]],
  ])('%s: refused, and nothing is left', async (_, entries) => {
    await expectRefusedEntries(entries, /^the archive/);
  });
});

describe('archives that are none', () => {
  it.each<readonly [string, () => Uint8Array]>([
    ['cut off', () => tarGz(GOOD).subarray(0, 300)],
    ['not compressed', () => tarBytes(GOOD)],
    ['compressed twice', () => gzipSync(tarGz(GOOD))],
    ['HTML', () => Buffer.from('<html></html>')],
    [
      'random bytes behind a gzip header',
      () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5]),
    ],
  ])('%s', async (_, bytes) => {
    await expectRefused(bytes(), /^the archive/);
  });
});

describe('a good archive', () => {
  it('is written with its modes and hashed', async () => {
    const tree = await unpackBytes(tarGz(GOOD));
    expect(tree.files.map(({ path }) => path)).toContain('bin/go');
    expect(tree.versionFile).toBe('go1.22.5\n');
    expect([...tree.directories]).toContain('pkg/tool/linux_amd64');
  });

  it('says what it is without being unpacked', async () => {
    const path = join(folder, 'archive.tar.gz');
    await writeFile(path, tarGz(GOOD));
    const handle = await open(path);
    expect(await inspect(handle, 'tools', { signal })).toEqual({
      versionFile: 'go1.22.5\n',
      toolDirectories: ['linux_amd64'],
    });
    await handle.close();
  });

  it('stops when told to', async () => {
    const stop = AbortSignal.abort();
    const path = join(folder, 'archive.tar.gz');
    await writeFile(path, tarGz(GOOD));
    const handle = await open(path);
    expect(await codeOf(() => unpack(handle, join(folder, 'stage'), { signal: stop }))).toBe('interrupted');
    await handle.close();
  });
});
