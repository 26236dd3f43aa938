import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArchiveAhead, unpackAhead } from '../../../src/io/tar/unpack-ahead.ts';
import { failureOf } from '../../support/failure.ts';
import { longArchive } from '../../support/hostile-release.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { unless } from '../../support/unless.ts';

let folder: string;
let ahead: ArchiveAhead;
const stop = (): AbortController => new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  await mkdir(join(folder, 'stage'));
});
afterEach(async () => {
  await ahead.stop();
  await rm(folder, { recursive: true });
});

function started(signal: AbortSignal = stop().signal): ArchiveAhead {
  ahead = unpackAhead(join(folder, 'stage'), { signal });
  return ahead;
}

/** Hands bytes over as a download does, in pieces of an odd size. */
async function arrive(bytes: Uint8Array, piece = 60_001): Promise<void> {
  for (let at = 0; at < bytes.length; at += piece)
    await ahead.reader.arrived?.(Buffer.from(bytes.subarray(at, at + piece)));
}

async function inStage(): Promise<readonly string[]> {
  return await readdir(join(folder, 'stage'), { recursive: true });
}

const GOOD = tarGz(toolchainEntries('1.22.5'));
/** Longer than all that may be on its way to the thread. */
const LONG = longArchive(12);

describe('an archive on its way', () => {
  it('is a tree when it is there, without a program until the tree is sealed', async () => {
    started();
    await arrive(LONG);
    const tree = await ahead.tree();
    const mode = async (path: string): Promise<string> =>
      ((await stat(join(folder, 'stage', 'go', path))).mode & 0o7777).toString(8);
    const before = [await mode('bin/go'), await mode('src/fmt/print.go')];
    await tree.seal();
    expect([...before, await mode('bin/go'), await mode('src/fmt/print.go')]).toEqual([
      '644',
      '644',
      '755',
      '644',
    ]);
    expect(tree.files.map(({ path }) => path)).toContain('src/5');
    expect(tree.versionFile).toBe('go1.22.5\n');
  });

  it('is the same tree in pieces of any size', async () => {
    started();
    await arrive(GOOD, 1);
    const one = { ...(await ahead.tree()), seal: undefined };
    await ahead.clear();
    started();
    await arrive(GOOD);
    const other = { ...(await ahead.tree()), seal: undefined };
    expect(one).toEqual(other);
  });

  it('leaves nothing behind when other bytes take its place', async () => {
    started();
    await arrive(LONG.subarray(0, LONG.length - 500_000));
    await expect.poll(inStage).toContain('go/src/1');
    await ahead.reader.gone();
    expect(await inStage()).toEqual([]);
    await arrive(GOOD);
    expect((await ahead.tree()).files.map(({ path }) => path)).not.toContain('src/0');
    expect(await inStage()).not.toContain('go/src/0');
  });

  it.each<readonly [string, Uint8Array]>([
    ['is cut', LONG.subarray(0, LONG.length / 2)],
    ['is no archive', Buffer.alloc(5_000_000, 'x')],
    ['goes on', Buffer.concat([LONG, GOOD])],
  ])('is refused in the end when it %s, and until then takes every byte', async (_, bytes) => {
    started();
    await arrive(bytes);
    expect((await failureOf(ahead.tree())).code).toBe('archive-hostile');
  });

  it('ends its download when a file stands in the way', async () => {
    started();
    await mkdir(join(folder, 'stage', 'go', 'src'), { recursive: true });
    await writeFile(join(folder, 'stage', 'go', 'src', '0'), 'planted');
    expect((await failureOf(arrive(LONG))).code).toBe('disk');
  });

  unless(NO_MOUNT)('ends its download when the disk is full', async () => {
    const stage = join(folder, 'stage');
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', stage]);
    started();
    expect((await failureOf(arrive(LONG))).code).toBe('disk-full');
    await ahead.stop();
  });

  it('ends when it is told to', async () => {
    const aborted = stop();
    started(aborted.signal);
    await arrive(LONG.subarray(0, 1_000_000));
    aborted.abort();
    expect((await failureOf(arrive(LONG.subarray(1_000_000)))).code).toBe('interrupted');
  });
});
