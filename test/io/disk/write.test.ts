import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDirectory, writeFileAtomic } from '../../../src/io/disk/write.ts';
import { codeOf } from '../../support/code-of.ts';
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
