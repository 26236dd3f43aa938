import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseVersion } from '../../src/core/version.ts';
import { GvError } from '../../src/errors.ts';
import { openCarried } from '../../src/io/download/carried.ts';
import { hashTree } from '../../src/io/tar/unpack.ts';
import { place } from '../../src/jobs/install/place.ts';
import { tarGz, toolchainEntries, type TarEntry } from './tar-bytes.ts';
import { runIn, testWorld } from './test-world.ts';

const VERSION = '1.22.5';

/** The entries of a good archive, in front of which or behind which others are put. */
export const GOOD: readonly TarEntry[] = toolchainEntries(VERSION);

/** How the install of an archive ended. */
export interface Ended {
  /** `ok`, or the code of the failure. */
  readonly code: string;
  readonly message: string;
  /** What stands in staging/, versions/ and receipts/ afterwards. */
  readonly left: readonly string[];
  /** Compressed bytes that were read. */
  readonly read: number;
}

/** Installs an archive as if every proof had held: unpacked into a stage, checked, made visible. */
export async function placeArchive(bytes: Uint8Array, release = VERSION): Promise<Ended> {
  await using world = await testWorld();
  const path = join(world.folder, `go${release}.linux-amd64.tar.gz`);
  await writeFile(path, bytes);
  const version = parseVersion(release);
  if (version === undefined) throw new Error(`no release: ${release}`);
  const { handle, measured } = await openCarried(path);
  const ended = { code: 'ok', message: '', read: 0 };
  try {
    const verdict = {
      proofs: [],
      unproven: false,
      covers: 'everything',
      official: true,
      missing: [],
    } as const;
    const run = runIn(world, {
      emit: (event) => {
        if (event.type === 'unpack') ended.read = event.bytes;
      },
    });
    await place(run, { version, handle, measured, verdict, source: 'a test' });
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    ended.code = error.code;
    ended.message = error.message;
  } finally {
    await handle.close();
  }
  const { staging, versions, receipts } = world.layout;
  const left = await Promise.all([staging, versions, receipts].map((room) => readdir(room).catch(() => [])));
  return { ...ended, left: left.flat() };
}

/** Holds an archive to be refused as hostile, with a message that says `why`, and to leave nothing behind. */
export async function expectRefused(bytes: Uint8Array, why: RegExp | string): Promise<void> {
  const { code, message, left } = await placeArchive(bytes);
  expect({ code, left }).toEqual({ code: 'archive-hostile', left: [] });
  expect(message).toMatch(why);
}

/** The same for a good archive with further entries at its end. */
export async function expectRefusedEntries(
  entries: readonly TarEntry[],
  why: RegExp | string,
): Promise<void> {
  await expectRefused(tarGz([...GOOD, ...entries]), why);
}

/** Reads an archive without writing anything, as is done for a proof over its content; gives the failure's code and message. */
export async function readOnly(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  const path = join(folder, 'archive.tar.gz');
  await writeFile(path, bytes);
  const handle = await open(path);
  try {
    await hashTree(handle, { signal: new AbortController().signal });
    return 'ok';
  } catch (error) {
    if (error instanceof GvError) return `${error.code}: ${error.message}`;
    throw error;
  } finally {
    await handle.close();
    await rm(folder, { recursive: true });
  }
}
