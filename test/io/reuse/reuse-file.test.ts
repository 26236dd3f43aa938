import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ZipFile } from '../../../src/core/archive/zip-tree.ts';
import { fileReuser } from '../../../src/io/zip/reuse-file.ts';
import { cloningDisk, NO_CLONES } from '../../support/clones.ts';
import { withMaterial } from '../../support/unless.ts';

const WINDOW = Buffer.allocUnsafe(16 * 1024 * 1024);
const NAME = 'data.bin';

/** An entry of a zip for this content. */
function entryFor(content: Uint8Array): ZipFile {
  const { length: size } = content;
  const record = {
    name: NAME,
    flags: 0,
    method: 0,
    crc: crc32(content),
    compressed: size,
    size,
    from: 0,
    to: size,
    mode: 0,
  };
  return { record, path: `go/${NAME}`, mode: 0o644 };
}

interface Trial {
  readonly folder: string;
  readonly installed: Uint8Array;
  readonly wanted?: Uint8Array;
  readonly mode?: number;
  /** Called between the installed file and its copy. */
  readonly between?: () => void;
}

/** Tries to reuse a file; gives the result, and what lies in the stage then. */
function reuse({ folder, installed, wanted = installed, mode = 0o644, between }: Trial): {
  readonly sha256: string | undefined;
  readonly staged: readonly string[];
  readonly target: string;
} {
  const [base, into] = [join(folder, 'base'), join(folder, 'stage')];
  mkdirSync(base);
  mkdirSync(join(into, 'go'), { recursive: true });
  writeFileSync(join(base, NAME), installed, { mode });
  between?.();
  const sha256 = fileReuser({ base, into, give: undefined })(entryFor(wanted), WINDOW);
  return { sha256, staged: readdirSync(join(into, 'go')), target: join(into, 'go', NAME) };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gv-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const BYTES = randomBytes(300_000);
const OTHER = randomBytes(300_000);
/** Read in pieces: no thread has room for it. */
const LARGER = Buffer.alloc(16 * 1024 * 1024);

describe('a file of an installed toolchain', () => {
  it.each([
    [0, BYTES],
    [1, BYTES],
    [4_096, BYTES],
    [300_000, BYTES],
    [16 * 1024 * 1024, LARGER],
  ])('of %d bytes is copied where size and CRC are right', (length, bytes) => {
    const content = bytes.subarray(0, length);
    const { sha256, target } = reuse({ folder, installed: content });
    expect(sha256).toBe(sha256Of(content));
    expect(readFileSync(target).equals(content)).toBe(true);
    expect(statSync(target).mode & 0o7777).toBe(0o644);
  });

  it.each([
    ['another CRC', BYTES, OTHER],
    ['one byte more', BYTES, BYTES.subarray(1)],
    ['one byte less', BYTES.subarray(1), BYTES],
    ['another CRC, of 16 MiB', LARGER, Buffer.alloc(LARGER.length, 1)],
  ])('with %s is left, and nothing comes into the stage', (_, installed, wanted) => {
    expect(reuse({ folder, installed, wanted })).toMatchObject({ sha256: undefined, staged: [] });
  });

  it.each([1_000, 300_000])('of %d bytes never goes where something lies already', (length) => {
    const planted = join(folder, 'stage', 'go', NAME);
    const between = (): void => writeFileSync(planted, 'planted');
    expect(() => reuse({ folder, installed: BYTES.subarray(0, length), between })).toThrow('EEXIST');
    expect(readFileSync(planted, 'utf8')).toBe('planted');
  });
});

const LARGE = randomBytes(12 * 1024 * 1024);

describe('on a file system whose files can share blocks', () => {
  withMaterial(NO_CLONES)(
    'a copy takes no room, and what changes in one file leaves the other as it is',
    async () => {
      using disk = cloningDisk();
      let before = 0;
      const { sha256, target } = reuse({
        folder: disk.path,
        installed: LARGE,
        between: () => (before = disk.used()),
      });
      expect(sha256).toBe(sha256Of(LARGE));
      expect(disk.used() - before).toBeLessThan(LARGE.length / 10);
      expect(statSync(target).mode & 0o7777).toBe(0o644);
      writeFileSync(join(disk.path, 'base', NAME), 'changed');
      expect(readFileSync(target).equals(LARGE)).toBe(true);
      await Promise.resolve();
    },
  );

  withMaterial(NO_CLONES)('a clone with another CRC goes again, and a program is never cloned', async () => {
    using disk = cloningDisk();
    const [wrong, program] = [join(disk.path, 'wrong'), join(disk.path, 'program')];
    for (const path of [wrong, program]) mkdirSync(path);
    expect(reuse({ folder: wrong, installed: BYTES, wanted: OTHER })).toMatchObject({
      sha256: undefined,
      staged: [],
    });
    let before = 0;
    reuse({ folder: program, installed: LARGE, mode: 0o755, between: () => (before = disk.used()) });
    expect(disk.used() - before).toBeGreaterThan(LARGE.length / 2);
    await Promise.resolve();
  });
});
