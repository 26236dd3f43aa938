import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { withMutex } from '../../../src/io/disk/mutex.ts';
import { linkAtomic, makeDirectory, writeFileAtomic } from '../../../src/io/disk/write.ts';
import { copyCarried } from '../../../src/io/download/carried.ts';
import { openPart } from '../../../src/io/download/part-file.ts';
import { unpackProgram } from '../../../src/io/own/unpack-program.ts';
import { openStage } from '../../../src/io/store/staging.ts';
import { unpack } from '../../../src/io/tar/unpack.ts';
import { unpackModuleZip } from '../../../src/io/zip/zip-unpack.ts';
import { ALICE, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { ownedIn } from '../../support/owners.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { testWorld, type TestWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';
import { moduleEntries, zipBytes } from '../../support/zip-bytes.ts';

const accounts = unless(NO_TWO_ACCOUNTS);
const PREFIX = 'golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64/';

/** Does work in a directory of Alice's as root, and gives how many of its entries belong to root and to her. */
async function owners(work: (into: string, world: TestWorld) => Promise<void>): Promise<readonly number[]> {
  await using world = await testWorld();
  const { root } = world.layout;
  mkdirSync(root);
  chownSync(root, ALICE.uid, ALICE.gid);
  await work(root, world);
  return [ownedIn(root).length, ownedIn(root, ALICE.uid).length];
}

async function withFile(
  path: string,
  bytes: Uint8Array,
  work: (file: Awaited<ReturnType<typeof open>>) => Promise<unknown>,
): Promise<void> {
  writeFileSync(path, bytes);
  await using handle = await open(path);
  await work(handle);
}

describe("root's new entries in a directory of another account are that account's", () => {
  accounts('directories, files, links, and mutexes while they are held', async () => {
    const [ofRoot, ofAlice] = await owners(async (into, { signal }) => {
      await makeDirectory(join(into, 'a', 'b', 'c'));
      await writeFileAtomic(join(into, 'd', 'e', 'file'), 'text');
      await linkAtomic('file', join(into, 'd', 'e', 'link'));
      await withMutex(join(into, 'locks', 'x.lock'), { signal, purpose: 'a test' }, () => {
        expect(ownedIn(into)).toEqual([]);
        expect(readdirSync(join(into, 'locks'))).toContain('x.lock.holder');
        return Promise.resolve();
      });
    });
    expect([ofRoot, ofAlice]).toEqual([0, 9]);
  });

  accounts('unfinished downloads', async () => {
    const counts = await owners(async (into) => {
      await (await openPart(join(into, 'archive.part'))).close();
    });
    expect(counts).toEqual([0, 1]);
  });

  accounts('the copy of a file that was brought here', async () => {
    const counts = await owners(async (into, { folder }) => {
      writeFileSync(join(folder, 'brought'), 'bytes');
      await (await copyCarried(join(folder, 'brought'), join(into, 'copy'))).handle.close();
    });
    expect(counts).toEqual([0, 1]);
  });

  accounts('a stage and the tree of an archive in it', async () => {
    const [ofRoot, ofAlice = 0] = await owners(async (into, world) => {
      const stage = await openStage(world, '1.22.5');
      await withFile(join(world.folder, 'a.tar.gz'), tarGz(toolchainEntries('1.22.5')), (handle) =>
        unpack(handle, stage.path, { signal: world.signal }),
      );
      expect(ownedIn(into)).toEqual([]);
    });
    expect(ofRoot).toBe(0);
    expect(ofAlice).toBeGreaterThan(8);
  });

  accounts('the tree of a module zip', async () => {
    const [ofRoot, ofAlice = 0] = await owners(async (into, { folder, signal }) => {
      await withFile(join(folder, 'a.zip'), zipBytes(moduleEntries('recorded')), async (handle) => {
        await (await unpackModuleZip(handle, into, { prefix: PREFIX, signal })).seal();
      });
    });
    expect(ofRoot).toBe(0);
    expect(ofAlice).toBeGreaterThan(8);
  });

  accounts('the program of a new gv', async () => {
    const counts = await owners(async (into, { folder, signal }) => {
      const archive = tarGz([
        { path: 'gv/lib/deep/gv.js', body: 'x' },
        { path: 'gv/VERSION', body: '1' },
      ]);
      await withFile(join(folder, 'gv.tar.gz'), archive, (handle) =>
        unpackProgram(handle, { into, top: 'gv', signal }),
      );
    });
    expect(counts).toEqual([0, 5]);
  });
});
