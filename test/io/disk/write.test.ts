import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkAtomic, makeDirectory, removeTree, writeFileAtomic } from '../../../src/io/disk/write.ts';
import { codeOf } from '../../support/code-of.ts';
import { failureOf } from '../../support/failure.ts';
import { call, mounted, NO_MOUNT } from '../../support/mounts.ts';
import { unless } from '../../support/unless.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gv-write-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('a file is never written through a link that has the name of its temporary file', async () => {
  const [file, thesis] = [join(directory, 'file'), join(directory, 'thesis')];
  writeFileSync(thesis, 'years of work');
  // The names are a process and a number that goes up.
  for (let number = 1; number <= 50; number += 1) symlinkSync(thesis, `${file}.${process.pid}.${number}.tmp`);
  expect(await codeOf(() => writeFileAtomic(file, 'new'))).toBe('disk');
  expect(readFileSync(thesis, 'utf8')).toBe('years of work');
  expect(readdirSync(directory)).not.toContain('file');
});

unless(NO_MOUNT)('a file system that can only be read refuses the write, in these words', async () => {
  using _ = mounted(['-t', 'tmpfs', '-o', 'ro', 'tmpfs', directory]);
  const file = join(directory, 'file');
  for (const write of [() => writeFileAtomic(file, 'new'), () => linkAtomic('target', file)])
    expect(await failureOf(write())).toMatchObject({
      code: 'permission',
      message: `not allowed to write ${file}`,
    });
});

const NO_PROC = existsSync('/proc/self') ? undefined : 'this system has no /proc';

unless(NO_PROC)('ends where mkdir(2) says ENOENT of a directory whose parent is there', async () => {
  for (const path of ['/proc/gv-none', '/proc/gv-none/a/b'])
    expect(await codeOf(() => makeDirectory(path))).toBe('disk');
});

it('makes all missing parents, also where another call makes them too, and leaves a file in the way', async () => {
  const paths = ['a/b/c', 'a/b/d', 'a/b/c', '.'].map((path) => join(directory, path));
  await Promise.all(paths.map((path) => makeDirectory(path)));
  expect(readdirSync(join(directory, 'a', 'b'))).toEqual(['c', 'd']);
  writeFileSync(join(directory, 'file'), '');
  expect(await codeOf(() => makeDirectory(join(directory, 'file')))).toBe('disk');
  expect(await codeOf(() => makeDirectory(join(directory, 'file', 'below')))).toBe('disk');
});

describe('a tree that cannot be removed', () => {
  unless(NO_MOUNT)('names the mount in it, and how it is undone', async () => {
    const place = join(directory, 'tree', 'a', 'mnt');
    mkdirSync(place, { recursive: true });
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]);
    const { message, hint } = await failureOf(removeTree(join(directory, 'tree')));
    expect(message).toBe(`${place} is in use, as a mount or by a program`);
    expect(hint).toContain(`umount ${place}`);
  });

  unless(noImmutable())('names the file that nobody may remove', async () => {
    const file = join(directory, 'tree', 'a', 'file');
    mkdirSync(join(directory, 'tree', 'a'), { recursive: true });
    writeFileSync(file, '');
    call('chattr', '+i', file);
    try {
      const failure = await failureOf(removeTree(join(directory, 'tree')));
      expect(failure).toMatchObject({ code: 'permission', message: `not allowed to remove ${file}` });
    } finally {
      call('chattr', '-i', file);
    }
  });
});

/** Why no file can be made immutable here; undefined where one can. */
function noImmutable(): string | undefined {
  const probe = mkdtempSync(join(tmpdir(), 'gv-write-'));
  const { status } = spawnSync('chattr', ['+i', probe]);
  if (status === 0) spawnSync('chattr', ['-i', probe]);
  rmSync(probe, { recursive: true });
  return status === 0 ? undefined : 'a file cannot be made immutable here';
}
