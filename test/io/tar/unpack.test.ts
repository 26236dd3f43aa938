import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../../../src/io/tar/inspect.ts';
import { unpack } from '../../../src/io/tar/unpack.ts';
import { codeOf } from '../../support/code-of.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';

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
