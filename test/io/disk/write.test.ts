import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomic } from '../../../src/io/disk/write.ts';
import { codeOf } from '../../support/code-of.ts';

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
