import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseVersion } from '../../src/core/version.ts';
import { GvError } from '../../src/errors.ts';
import { openCarried } from '../../src/io/download/carried.ts';
import { hashTree } from '../../src/io/tar/unpack.ts';
import { place } from '../../src/jobs/install/place.ts';
import { leftIn } from './left.ts';
import { tarGz, toolchainEntries, type TarEntry } from './tar-bytes.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';

const VERSION = '1.22.5';

/** The entries of a good archive, in front of which or behind which others are put. */
export const GOOD: readonly TarEntry[] = toolchainEntries(VERSION);

/** How the install of an archive ended. */
export interface Ended {
  /** `ok`, or the code of the failure. */
  readonly code: string;
  readonly exit: number;
  readonly message: string;
  /** The files afterwards, from the stage to the places outside of gv's: see `leftIn`. */
  readonly left: readonly string[];
  /** Compressed bytes that were read. */
  readonly read: number;
}

export interface Placing {
  /** Default: 1.22.5. */
  readonly release?: string;
  /** Called with the world as the archive is unpacked; bytes are compressed ones. */
  readonly onUnpack?: (world: TestWorld, bytes: number) => void;
  /** Looks at the world after the install, however it ended. */
  readonly afterwards?: (world: TestWorld) => void;
}

/** Installs an archive as if every proof had held: unpacked into a stage, checked, made visible. */
export async function placeArchive(
  bytes: Uint8Array,
  { release = VERSION, onUnpack, afterwards }: Placing = {},
): Promise<Ended> {
  await using world = await testWorld();
  const name = `go${release}.linux-amd64.tar.gz`;
  const path = join(world.folder, name);
  await writeFile(path, bytes);
  const version = parseVersion(release);
  if (version === undefined) throw new Error(`no release: ${release}`);
  const { handle, measured } = await openCarried(path);
  const ended = { code: 'ok', exit: 0, message: '', read: 0 };
  try {
    const verdict = {
      proofs: [],
      unproven: false,
      covers: 'everything',
      official: true,
      missing: [],
      said: { digest: 'holds', signature: 'holds', log: 'not asked' },
    } as const;
    const run = runIn(world, {
      emit: (event) => {
        if (event.type !== 'unpack') return;
        ended.read = event.bytes;
        onUnpack?.(world, event.bytes);
      },
    });
    await place(run, { version, handle, measured, verdict, source: 'a test' });
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    Object.assign(ended, { code: error.code, exit: error.exit, message: error.message });
  } finally {
    await handle.close();
  }
  afterwards?.(world);
  return { ...ended, left: await leftIn(world, [name]) };
}

/** Holds an archive to be refused as hostile, with a message that says `why`, and to leave nothing behind. */
export async function expectRefused(bytes: Uint8Array, why: RegExp | string): Promise<void> {
  const { code, exit, message, left } = await placeArchive(bytes);
  expect({ code, exit, left }).toEqual({ code: 'archive-hostile', exit: 5, left: [] });
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
